import type { AppFacts } from '../../contract/app-contract.ts';
import type { Engines } from '../../jobs/engines.ts';
import type { ImageFormat } from '../../image/photo.ts';

export type AppDescription = Pick<AppFacts, 'formats' | 'writtenFormats' | 'methods'>;

const formatNames: Readonly<Record<ImageFormat, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  tiff: 'TIFF',
  gif: 'GIF',
  avif: 'AVIF',
};

/** What this build can do, asked of an engine process once and again only after a failure. */
export function describeApp(engines: Engines): () => Promise<AppDescription> {
  const state: { asked?: Promise<AppDescription> | undefined } = {};
  const ask = async (): Promise<AppDescription> => {
    const signal = new AbortController().signal; // it takes under a second
    const { methods, formats, writtenFormats } = await engines.run('preview', 'describe-app', {}, { signal });
    return {
      formats: formats.map((format) => formatNames[format]),
      writtenFormats: writtenFormats.map((format) => formatNames[format]),
      methods: structuredClone(methods) as AppFacts['methods'],
    };
  };
  return async () => {
    try {
      return await (state.asked ??= ask());
    } catch (error) {
      state.asked = undefined;
      throw error;
    }
  };
}
