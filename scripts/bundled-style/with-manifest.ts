import { decodeModel, encodeModel } from '../../core/engine/onnx/model-proto.ts';
import type { BundledStyle } from '../../core/services/bundled-styles.ts';
import {
  decodeTranslatorManifest,
  encodeTranslatorManifest,
} from '../../core/translator/translator-manifest.ts';

/** The bytes of a translator under the name, sides and licence of a bundled style; throws when it is none. */
export function withManifest(
  bytes: Uint8Array,
  { name, domains, licence }: Pick<BundledStyle, 'name' | 'domains' | 'licence'>,
): { readonly bytes: Uint8Array; readonly step: number } {
  const model = decodeModel(bytes);
  const metadata = (model.metadataProps ?? []).map(({ key, value }): [string, string] => [
    key ?? '',
    value ?? '',
  ]);
  const manifest = decodeTranslatorManifest(new Map(metadata));
  if ('problem' in manifest) throw new Error(`This is not a translator: ${manifest.problem}.`);
  const [from, to] = manifest.direction === 'a-to-b' ? [domains.a, domains.b] : [domains.b, domains.a];
  const own = encodeTranslatorManifest({ ...manifest, name, licence, domains: { from, to } });
  const metadataProps = Object.entries(own).map(([key, value]) => ({ key, value }));
  return { bytes: encodeModel({ ...model, metadataProps }), step: manifest.step ?? 0 };
}
