import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { writePicture } from '../../image/pictures-stand-in.ts';
import { openTestStudio } from '../studio-stand-in.ts';

test('app: a drop is told apart by content, not by name', async () => {
  const folder = temporaryFolder();
  await writePicture(join(folder, 'photo.txt'), 1, 16, 16);
  writeFileSync(join(folder, 'fake.jpg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'empty.png'), '');
  // ir_version 8, then the producer's name: how an ONNX file begins
  writeFileSync(join(folder, 'model.bin'), Buffer.from([0x08, 0x08, 0x12, 0x01, 0x78]));
  mkdirSync(join(folder, 'trip'));
  const { studio, client } = await openTestStudio();
  const names = ['photo.txt', 'fake.jpg', 'empty.png', 'model.bin', 'trip'];
  const tickets = [...(await studio.mint(names.map((name) => join(folder, name))))];
  expect(await client.app.look({ tickets })).toEqual({ photos: 1, folders: 1, models: 1, others: 2 });
  expect(studio.tickets.take(tickets[0]!.ticket).name).toBe('photo.txt');
});

test('app: S-07 a pasted picture lies among the uploads, whatever it is called (A4)', async () => {
  const { studio, client } = await openTestStudio();
  const picture = new File(['pixels'], '../../escape.png', { type: 'image/png' });
  const { ticket } = await client.app.keepPasted({ picture });
  const { path, isUpload } = studio.tickets.take(ticket);
  expect([basename(path), basename(join(path, '..', '..')), isUpload]).toEqual([
    '_.._escape.png',
    'uploads',
    true,
  ]);
  expect(readFileSync(path, 'utf8')).toBe('pixels');
  await expect(client.app.keepPasted({ picture: new File([], 'a.png') })).rejects.toThrow();
});

test('app: a ticket that was never given is something else', async () => {
  const { client } = await openTestStudio();
  const tickets = [{ ticket: 'x'.repeat(32), name: 'a.jpg', kind: 'file' as const }];
  expect(await client.app.look({ tickets })).toEqual({ photos: 0, folders: 0, models: 0, others: 1 });
});

test('app: its facts are those of this build', async () => {
  const { client } = await openTestStudio();
  const { formats, methods, host, library } = await client.app.facts();
  expect([formats, methods[0]?.id, methods[0]!.fields.length > 10, host, library.problem]).toEqual([
    expect.arrayContaining(['JPEG', 'PNG', 'WebP', 'TIFF']),
    'cyclegan',
    true,
    'browser',
    null,
  ]);
});

test('app: S-77 the diagnostic report of a hostile library holds no name, path, host or key', async () => {
  const root = join(temporaryFolder(), 'Secret Holiday é');
  const { studio, client } = await openTestStudio(root);
  await client.settings.set({ hintsSeen: ['<img src=x onerror=alert(1)>'] });
  const [minted] = await studio.mint([root]);
  const { text } = await client.app.diagnosticReport();
  const secrets = [
    homedir(),
    userInfo().username,
    hostname(),
    'Secret',
    'Holiday',
    minted!.ticket,
    root,
    'onerror',
  ];
  for (const secret of secrets.filter((name) => name.length > 2)) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/[/\\][\w.-]+[/\\]|[A-Za-z0-9_-]{24,}|\.(jpg|png|onnx|db)\b/);
});

test('app: S-77 the report of a library that does not open says why by its code', async () => {
  const root = join(temporaryFolder(), 'library');
  mkdirSync(root);
  writeFileSync(join(root, 'catalog.db'), 'no database '.repeat(1000));
  const { client } = await openTestStudio(root);
  expect((await client.app.diagnosticReport()).text).toContain('Library closed: D-LIB-001 damaged-catalog');
});
