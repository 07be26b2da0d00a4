import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../files/temporary-folder-stand-in.ts';
import { jobEnd, openTestStudio } from '../studio-stand-in.ts';

test('settings: S-06 a folder for exports comes by ticket, and a file is none', async () => {
  const { studio, client } = await openTestStudio();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.txt'), 'x');
  const [file, place] = await studio.mint([join(folder, 'a.txt'), folder]);
  await expect(client.settings.chooseExportFolder({ ticket: file!.ticket })).rejects.toMatchObject({
    data: { reason: 'folder-not-found' },
  });
  const { exportFolder } = await client.settings.chooseExportFolder({ ticket: place!.ticket });
  expect(exportFolder).toBe(folder);
  await expect(client.settings.chooseExportFolder({ ticket: place!.ticket })).rejects.toMatchObject({
    data: { reason: 'ticket-unknown' },
  });
});

test('settings: a page is told that settings have changed', async () => {
  const { client } = await openTestStudio();
  const controller = new AbortController();
  const changes = await client.app.changes(undefined, { signal: controller.signal });
  const first = changes.next();
  await client.settings.set({ thumbnailPixels: 128 });
  expect((await first).value).toEqual({ topic: 'settings' });
  controller.abort();
});

test('settings: the processor is untested at first, and known to compute right after its test', async () => {
  const { client } = await openTestStudio();
  expect((await client.settings.engines())[0]).toMatchObject({
    kind: 'cpu',
    state: 'untested',
    testedMs: null,
  });
  const { jobId } = await client.settings.testEngines();
  expect(await jobEnd(client, jobId)).toBe('finished');
  const [processor] = await client.settings.engines();
  expect(processor).toMatchObject({ state: 'ok', problem: null });
  expect(processor?.runtime).toMatch(/^onnxruntime \d/);
});
