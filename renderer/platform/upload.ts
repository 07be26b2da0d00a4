import type { Ticketed } from '../../core/contract/procedure.ts';
import type { PickedFile } from './picked-files.ts';
import type { UploadOptions } from './platform.ts';

const atOnce = 4;

/** Hands files to the core over loopback, a few at a time. Throws when the core refuses one or the signal aborts. */
export async function uploadFiles(
  files: readonly PickedFile[],
  headers: Readonly<Record<string, string>>,
  { signal, onProgress }: UploadOptions,
): Promise<readonly Ticketed[]> {
  if (files.length === 0) return [];
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(path, { ...init, headers, signal });
    if (!response.ok) throw new Error(await response.text());
    return response;
  };
  const { batch } = (await (await send('uploads', { method: 'POST' })).json()) as { readonly batch: string };
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const waiting = [...files];
  let done = 0;
  let bytes = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await send(`uploads/${batch}?path=${encodeURIComponent(next.path)}`, {
        method: 'PUT',
        body: next.file,
      });
      bytes += next.file.size;
      onProgress({ files: ++done, totalFiles: files.length, bytes, totalBytes });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const close = `uploads/${batch}/close?files=${files.length}`;
  return (await (await send(close, { method: 'POST' })).json()) as readonly Ticketed[];
}
