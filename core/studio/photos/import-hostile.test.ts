import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { drawnSharp } from '../../image/pictures-stand-in.ts';
import { openHouse } from '../house-stand-in.ts';
import { call, importPaths, names, parts, writePhoto } from './import-stand-in.ts';

test('import: S-25 what only is called a photo is not one', async () => {
  const opened = await openHouse(parts);
  const path = join(temporaryFolder(), 'drawing.jpg');
  writeFileSync(path, '<svg xmlns="http://www.w3.org/2000/svg"></svg>');
  const { end } = await importPaths(opened, [path]);
  expect(end).toMatchObject({ summary: '0 photos, 1 unreadable' });
});

test('import: S-26 a picture that claims more pixels than anyone has is refused', async () => {
  const opened = await openHouse(parts);
  const path = join(temporaryFolder(), 'huge.png');
  writeFileSync(path, await claiming(65_500, 65_500));
  await importPaths(opened, [path]);
  const [summary] = await opened.areas.photos.imports({}, call);
  expect(summary!.problems).toMatchObject([{ name: 'huge.png', failure: { reason: 'too-many-pixels' } }]);
});

test('import: S-27 a small file of 256 million pixels becomes a thumbnail in little memory', async () => {
  const opened = await openHouse(parts);
  const path = join(temporaryFolder(), 'bomb.png');
  const background = { r: 9, g: 9, b: 9 };
  const create = { width: 16_000, height: 16_000, channels: 3 as const, background };
  writeFileSync(path, await sharp({ create, limitInputPixels: false }).png().toBuffer());
  const { end } = await importPaths(opened, [path]);
  expect(end).toMatchObject({ summary: '1 photo' });
  const [processId] = opened.house.engines.processIds();
  expect(peakMebibytes(processId!)).toBeLessThan(200);
}, 120_000);

/** A small PNG whose header claims another size. */
async function claiming(width: number, height: number): Promise<Buffer> {
  const png = await drawnSharp(1).png().toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29); // of the header's name and content
  return png;
}

/** The most memory that a process ever had, where the system tells. */
function peakMebibytes(processId: number): number {
  const path = `/proc/${processId}/status`;
  const found = existsSync(path) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(path, 'utf8')) : null;
  return found ? Number(found[1]) / 1024 : 0;
}

test('import: S-29 pipes, folders called like photos, loops and empty files end with their own words', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
  mkdirSync(join(folder, 'folder.jpg'));
  symlinkSync(join(folder, 'loop.jpg'), join(folder, 'loop.jpg'));
  symlinkSync(folder, join(folder, 'folder.jpg', 'back'));
  writeFileSync(join(folder, 'empty.jpg'), '');
  writeFileSync(join(folder, 'one.jpg'), 'x');
  await writePhoto(join(folder, 'good.jpg'), 1);
  const { end } = await importPaths(opened, [folder, join(folder, 'pipe.jpg'), join(folder, 'gone.jpg')]);
  expect(end).toMatchObject({ state: 'finished' });
  const [summary] = await opened.areas.photos.imports({}, call);
  expect(summary).toMatchObject({ added: 1, notPhotos: 1 });
  expect(summary!.problems.map(({ name, failure }) => [name, failure.reason]).sort()).toEqual([
    ['back', 'not-a-file'],
    ['empty.jpg', 'empty-file'],
    ['gone.jpg', 'file-not-found'],
    ['loop.jpg', 'not-a-file'],
    ['pipe.jpg', 'not-a-file'],
    ['pipe.jpg', 'not-a-file'],
  ]);
});

test('import: S-34 S-14 names come through as they are', async () => {
  const opened = await openHouse(parts);
  const folder = temporaryFolder();
  const hostile = [
    'with spaces %41 #1 ?.jpg',
    '\u{1F98A}.jpg',
    'caf\u00e9.jpg',
    'cafe\u0301.jpg',
    `${'n'.repeat(251)}.jpg`,
    '<img src=x onerror=alert(1)>.jpg',
    'a\u202egpj.exe.jpg',
    'line\nbreak.jpg',
  ];
  for (const [index, name] of hostile.entries()) await writePhoto(join(folder, name), index);
  expect((await importPaths(opened, [folder], 'copy')).end).toMatchObject({ summary: '8 photos' });
  expect((await names(opened)).sort()).toEqual([...hostile].sort());
});
