import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { connectToCore, type CoreConnection } from './core-client.ts';
import { timed, type Figure } from './figure.ts';
import { largePhoto } from './large-photo.ts';
import { startServer } from './start-server.ts';

/** What the page asks for. */
const longSidePixels = 512;
const samples = ['white-sails', 'two-boats', 'green-spire'] as const;

/** Photos of 12 megapixels in a bundled style, from asking to the last byte of the picture. */
export async function measurePreview(trials: number, scratch: string): Promise<readonly Figure[]> {
  const photos = await Promise.all(samples.map((name) => largePhoto(`resources/sample-photos/${name}.jpg`)));
  const cold: number[] = [];
  const next: number[] = [];
  const strength: number[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const library = join(await mkdtemp(join(scratch, 'preview-')), 'library');
    const server = await startServer(library, scratch);
    const core = await connectToCore(server.address);
    try {
      await core.client.app.facts();
      const ids = await importAll(core, photos);
      const [style] = await core.client.styles.list({ trashed: false });
      const preview = (photoId: number, strength: number) =>
        timed(async () => {
          const look = { styleId: style!.id, direction: 'a-to-b', strength } as const;
          const made = await core.client.translation.preview({
            photoId,
            look,
            longSidePixels,
            slot: 'bench',
          });
          await core.picture(made.address);
        });
      cold.push(await preview(ids[0]!, 1));
      for (const id of ids.slice(1)) next.push(await preview(id, 1));
      for (const part of [0.8, 0.6, 0.4]) strength.push(await preview(ids[0]!, part));
    } finally {
      core.close();
      await server.close();
    }
  }
  const target = { atMost: 1500 };
  return [
    { what: 'preview of a 12-megapixel photo, the first', unit: 'ms', values: cold, target },
    { what: 'preview of a 12-megapixel photo, another', unit: 'ms', values: next, target },
    { what: 'preview of the same photo, another strength', unit: 'ms', values: strength, target },
  ];
}

async function importAll({ client, upload, finished }: CoreConnection, photos: readonly Buffer[]) {
  for (const [index, bytes] of photos.entries()) {
    const tickets = await upload(`photo-${index}.jpg`, bytes);
    const { jobId } = await client.photos.import({ tickets: [...tickets], place: 'copy' });
    await finished(jobId);
  }
  const query = { source: { kind: 'all' }, search: '', sort: 'newest' } as const;
  return client.photos.ids({ query, offset: 0, limit: photos.length });
}
