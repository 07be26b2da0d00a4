import { resolve } from 'node:path';

/** The files and folders among the words of a command line, absolute; options and the program's own are left out. */
export function filesOfCommandLine(
  words: readonly string[],
  folder: string,
  { isPackaged }: { readonly isPackaged: boolean },
): readonly string[] {
  const own = isPackaged ? 1 : 2; // Electron itself and, while developing, the folder of the app
  return words
    .slice(own)
    .filter((word) => word !== '' && !word.startsWith('-'))
    .map((word) => resolve(folder, word));
}
