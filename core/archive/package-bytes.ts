import { createHash } from 'node:crypto';
import type { Direction } from '../contract/events.ts';
import { formatPackageManifest, manifestName, type PackageCard } from './package-manifest.ts';
import { zipBytes } from './zip-bytes.ts';

/** One direction of a style as it is packed. */
export interface PackedTranslator {
  readonly direction: Direction;
  /** The .onnx file. */
  readonly model: Uint8Array;
  /** A picture before and after, as WebP. */
  readonly sample: { readonly before: Uint8Array; readonly after: Uint8Array } | null;
}

/** The pieces of a `.diptych` file: the same style is always the same bytes. */
export function packageBytes(card: PackageCard, packed: readonly PackedTranslator[]): readonly Uint8Array[] {
  const translators = packed.map(({ direction }) => ({ direction, file: `translators/${direction}.onnx` }));
  const samples = packed
    .filter(({ sample }) => sample !== null)
    .map(({ direction }) => ({
      direction,
      before: `samples/${direction}-before.webp`,
      after: `samples/${direction}-after.webp`,
    }));
  const members = new Map(
    packed.flatMap(({ direction, model, sample }): [string, Uint8Array][] => [
      [`translators/${direction}.onnx`, model],
      ...(sample === null
        ? []
        : ([
            [`samples/${direction}-before.webp`, sample.before],
            [`samples/${direction}-after.webp`, sample.after],
          ] satisfies [string, Uint8Array][])),
    ]),
  );
  const files = Object.fromEntries(
    [...members].map(([name, bytes]) => [
      name,
      { sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length },
    ]),
  );
  const manifest = Buffer.from(formatPackageManifest({ card, translators, samples, files }));
  return zipBytes(new Map([[manifestName, manifest], ...members]));
}
