import { expect, test } from 'vitest';
import { uploadPath } from './upload-path.ts';

test.each(['', '/etc/hosts', '../hosts', 'a/../../b', 'a//b', 'c:/x', 'a\\..\\b', 'a\0.jpg', './a'])(
  'upload path: S-07 %j is refused',
  (given) => {
    expect(() => uploadPath(given, 'linux')).toThrow(/leads elsewhere/);
  },
);

test('upload path: S-14 a name with markup, bidi and emoji stays as it is where the system takes it', () => {
  const name = '<img src=x> \u202Egpj 🦊 é.jpg';
  expect(uploadPath(`holiday/${name}`, 'linux')).toEqual(['holiday', name]);
});

test('upload path: control characters become underscores, and stop nothing', () => {
  expect(uploadPath('bell\u0007 tab\t.jpg', 'linux')).toEqual(['bell_ tab_.jpg']);
});

test.each([
  ['con.jpg', '_con.jpg'],
  ['a:b?.jpg', 'a_b_.jpg'],
  ['dots. .', 'dots___'],
])('upload path: S-07 on Windows %j becomes %j', (given, expected) => {
  expect(uploadPath(given, 'win32')).toEqual([expected]);
});

test('upload path: a name too long for the disk is cut before its ending', () => {
  const [name] = uploadPath(`${'n'.repeat(300)}.jpg`, 'linux');
  expect([name!.length, name!.slice(-4)]).toEqual([200, '.jpg']);
});
