import type { Session } from 'electron';
import { expect, test } from 'vitest';
import { denyPermissions } from './permissions.ts';

type Decide = (isGranted: boolean) => void;

/** Asks both handlers that `denyPermissions` installs. */
function answersFor(permission: string): readonly boolean[] {
  const answers: boolean[] = [];
  denyPermissions({
    setPermissionRequestHandler: (ask: (contents: null, permission: string, decide: Decide) => void) =>
      ask(null, permission, (isGranted) => answers.push(isGranted)),
    setPermissionCheckHandler: (check: (contents: null, permission: string) => boolean) =>
      answers.push(check(null, permission)),
    setDevicePermissionHandler: () => undefined,
  } as unknown as Session);
  return answers;
}

test.each([
  'media',
  'geolocation',
  'notifications',
  'clipboard-read',
  'fileSystem',
  'openExternal',
  'no-such-thing',
])('permissions: S-12 %s is denied', (permission) => {
  expect(answersFor(permission)).toEqual([false, false]);
});

test('permissions: S-12 copying to the clipboard is allowed', () => {
  expect(answersFor('clipboard-sanitized-write')).toEqual([true, true]);
});
