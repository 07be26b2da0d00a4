import { expect, onTestFinished, test } from 'vitest';
import { openZip, type Zip } from './open-zip.ts';
import { zipBytes } from './zip-bytes.ts';
import { endRecord } from './zip-bytes.ts';
import { fileOf, madeZip, type MadeMember } from './zip-stand-in.ts';

async function opened(bytes: Uint8Array): Promise<Zip> {
  const zip = await openZip(fileOf(bytes));
  onTestFinished(() => zip.close());
  return zip;
}

const refused = (message: RegExp) => ({
  reason: 'refused-archive',
  message: expect.stringMatching(message) as string,
});

const names: readonly (readonly [string, RegExp])[] = [
  ['../evil', /leads out of the archive/],
  ['a/../../evil', /leads out of the archive/],
  ['/etc/passwd', /absolute name/],
  ['C:evil', /absolute name/],
  ['..\\evil', /backslash/],
  ['a\0b', /control characters/],
  ['a\u202eb', /control characters/],
  ['con.txt', /name of a device/],
  ['a/b/c/d/e', /folders deep/],
  ['ab:c', /not every file system/],
  ['a./b', /not every file system/],
  ['', /name of 0 bytes/],
  ['x'.repeat(256), /name of 256 bytes/],
];

test.each(names)('archive: S-36 the member %j is refused', async (name, message) => {
  await expect(opened(madeZip([{ name }]))).rejects.toMatchObject(refused(message));
});

const whole: readonly (readonly [string, readonly MadeMember[], RegExp])[] = [
  ['S-36 a link', [{ name: 'a', mode: 0o120777 }], /"a" is a link/],
  ['S-36 a device', [{ name: 'a', mode: 0o020666 }], /is a device/],
  ['S-36 names that differ in capitals', [{ name: 'a' }, { name: 'A' }], /there twice/],
  ['S-36 a name that is there twice', [{ name: 'a' }, { name: 'a' }], /there twice/],
  ['an encrypted member', [{ name: 'a', flags: 1 }], /encrypted/],
  ['an unknown way of packing', [{ name: 'a', method: 12 }], /\(12\) that is not known/],
  ['S-37 a member of more than 2 GiB', [{ name: 'a', isPacked: true, sizeTold: 3 * 2 ** 30 }], /2 GiB/],
  [
    'S-37 a bomb',
    [{ name: 'a', isPacked: true, bytes: new Uint8Array(2 ** 22) }],
    /more than 200 times its size/,
  ],
  ['S-39 members that overlap', [{ name: 'a' }, { name: 'b', isOverBefore: true }], /lies over another one/],
  [
    'S-37 more than 2,000 members',
    Array.from({ length: 2001 }, (_, index) => ({ name: `${index}` })),
    /2001 members/,
  ],
];

test.each(whole)('archive: %s is refused before anything is unpacked', async (_, members, message) => {
  await expect(opened(madeZip(members))).rejects.toMatchObject(refused(message));
});

const read: readonly (readonly [string, MadeMember, RegExp])[] = [
  [
    'S-37 that is larger than it says',
    { name: 'a', isPacked: true, bytes: new Uint8Array(50_000).fill(7), sizeTold: 100 },
    /larger than it says/,
  ],
  ['that is smaller than it says', { name: 'a', isPacked: true, sizeTold: 2 }, /damaged/],
  ['of another sum', { name: 'a', sumTold: 1 }, /damaged/],
  ['S-39 that is called otherwise in the directory', { name: 'a', nameTold: 'b' }, /do not say the same/],
];

test.each(read)('archive: a member %s is refused', async (_, member, message) => {
  const zip = await opened(madeZip([member]));
  await expect(zip.read([...zip.members.keys()][0]!)).rejects.toMatchObject(refused(message));
});

test('archive: S-37 one that unpacks to more than 4 GiB together is refused', async () => {
  const gigabyte = Array.from({ length: 5 }, (_, index) => ({ name: `${index}`, sizeTold: 2 ** 30 }));
  await expect(opened(madeZip(gigabyte))).rejects.toMatchObject({ reason: 'refused-archive' });
});

test('archive: S-39 a directory larger than 4 GiB is refused', async () => {
  await expect(opened(endRecord(1, 0xffffffff, 0xffffffff))).rejects.toMatchObject(refused(/4 GiB/));
});

test('archive: one cut short anywhere is refused', async () => {
  const bytes = madeZip([{ name: 'a' }, { name: 'b', isPacked: true }]);
  for (let length = 0; length < bytes.length; length++)
    await expect(openZip(fileOf(bytes.subarray(0, length)))).rejects.toMatchObject({
      reason: 'refused-archive',
    });
});

test('archive: what is not there is refused', async () => {
  const zip = await opened(madeZip([{ name: 'a' }]));
  await expect(zip.read('b')).rejects.toMatchObject(refused(/no member "b"/));
});

test('archive: packed and plain members come out as they went in, folders do not', async () => {
  const zip = await opened(
    madeZip([{ name: 'd/', bytes: Buffer.alloc(0) }, { name: 'd/é' }, { name: 'p', isPacked: true }]),
  );
  expect([...zip.members.keys()]).toEqual(['d/é', 'p']);
  expect(String(await zip.read('d/é'))).toBe('d/é');
  expect(String(await zip.read('p'))).toBe('p');
});

test('archive: what is written is read again, and is always the same bytes', async () => {
  const members = new Map([
    ['a/b.txt', Buffer.from('hello')],
    ['c', Buffer.alloc(0)],
  ]);
  const bytes = Buffer.concat(zipBytes(members));
  expect(bytes).toEqual(Buffer.concat(zipBytes(members)));
  const zip = await opened(bytes);
  expect(String(await zip.read('a/b.txt'))).toBe('hello');
  expect(await zip.read('c')).toHaveLength(0);
});
