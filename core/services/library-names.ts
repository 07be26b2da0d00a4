import { CoreError } from '../contract/core-error.ts';
import { safePart } from './result-name.ts';

/** Names become folders and files, so they are what every file system takes. Throws `invalid-option`. */
export function assertName(what: string, name: string): void {
  if (name === safePart(name) && !name.startsWith('-')) return;
  throw new CoreError(
    'invalid-option',
    `"${name}" cannot be the name of a ${what}: use up to 100 letters, digits, dots and dashes, such as "${safePart(name).replace(/^-+/, '')}".`,
    { what, name },
  );
}

/** The name itself, or with -2, -3 and so on when it is taken. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let candidate = name;
  for (let attempt = 2; isTaken(candidate); attempt++) candidate = `${name}-${attempt}`;
  return candidate;
}
