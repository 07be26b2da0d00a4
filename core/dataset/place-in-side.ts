import { dirname, isAbsolute, relative, sep } from 'node:path';
import { CoreError } from '../contract/core-error.ts';

/** Where a picture lies, as the manifest says it: without a folder in that of its side. */
export interface Place {
  readonly path: string;
  readonly folder?: string;
}

/** A picture of another side. */
export interface PictureToPlace {
  readonly file: string;
  /** The folder that it was found in; its name goes before the path, so that one sees where it is from. */
  readonly foundIn: string;
}

/**
 * How a side names a picture that stays in the folder of another: by a path that no picture of the side has. One that
 * lies in the side's own folder is at home again. Errors: `invalid-option` when every path is taken.
 */
export function placeInSide(
  { file, foundIn }: PictureToPlace,
  sideFolder: string,
  taken: ReadonlySet<string>,
): Place {
  const home = withSlashes(relative(sideFolder, file));
  if (!home.startsWith('../') && !isAbsolute(home) && !taken.has(home)) return { path: home };
  for (let folder = dirname(foundIn); ; folder = dirname(folder)) {
    const path = withSlashes(relative(folder, file));
    if (!taken.has(path)) return { folder, path };
    if (folder === dirname(folder)) throw alreadyThere(file);
  }
}

function withSlashes(path: string): string {
  return path.split(sep).join('/');
}

function alreadyThere(file: string): CoreError {
  return new CoreError(
    'invalid-option',
    `"${file}" cannot be moved: the other side has a picture that is named just like it. Leave it out instead.`,
    { file },
  );
}
