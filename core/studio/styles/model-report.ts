import type { TranslatorManifest } from '../../translator/translator-manifest.ts';
import type { InspectedModel } from '../../work/inspect-model-task.ts';
import type { ModelFacts } from '../../work/inspect-translator.ts';

interface FactRow {
  readonly label: string;
  readonly value: string;
}

const methodNames: Readonly<Record<string, string>> = { cyclegan: 'CycleGAN' };

/** One sentence: what a model file looks like. */
export function modelSummary({
  kind,
  about,
  card,
  translators,
  sizeBytes,
  problems,
}: InspectedModel): string {
  const size = sizeBytes < 1e6 ? `${Math.ceil(sizeBytes / 1e3)} kB` : `${(sizeBytes / 1e6).toFixed(1)} MB`;
  const manifest = translators[0]?.manifest;
  if (!manifest || (kind === 'package' && problems.length > 0))
    return `This is not a model that Diptych can use (${size}).`;
  const { size: rule } = manifest;
  const sizes = `${size}, pictures of any size from ${rule.minimum} pixels on`;
  if (about !== null) return `This looks like ${about}: ${sizes}.`;
  const pack = kind === 'package' ? 'a package of a' : 'a';
  const ways = translators.length > 1 ? ' and back' : '';
  return `This looks like ${pack} ${turningText(manifest, card)}${ways}: ${sizes}.`;
}

/** A package's card knows better what its directions are called. */
function turningText({ method, domains }: TranslatorManifest, card: InspectedModel['card']): string {
  const [from, to] = card === null ? [domains.from, domains.to] : [card.domainA, card.domainB];
  return `${methodNames[method] ?? method} generator that turns ${from} into ${to}`;
}

/** What an inspection found, in words; what is not known of a file that cannot be used is left out. */
export function modelRows({ kind, translators, card, facts }: InspectedModel): readonly FactRow[] {
  const [first] = translators;
  if (first === undefined) return facts;
  const hashes = translators.map(({ sha256, manifest }) => ({
    label: translators.length === 1 ? 'SHA-256' : `SHA-256, ${manifest?.direction ?? 'unknown'}`,
    value: sha256,
  }));
  const made = [...manifestRows(first), ...cardRows(card), ...graphRows(first), ...hashes];
  const isForeign = facts.length > 0; // then its own inputs and outputs are told
  return [
    ...facts,
    ...fileRows(kind),
    ...made.filter(({ label }) => !isForeign || !ownLabels.includes(label)),
  ];
}

const ownLabels = ['Input', 'Output', 'Operator set', 'Licence it names'];

function fileRows(kind: InspectedModel['kind']): readonly FactRow[] {
  if (kind === 'package') return [{ label: 'File', value: 'Diptych package; every hash in it is right' }];
  if (kind === null || kind === 'onnx') return [];
  return [{ label: 'File', value: 'Weights alone, read as data; put into a network of Diptych’s own' }];
}

function manifestRows({ manifest }: ModelFacts): readonly FactRow[] {
  if (manifest === null) return [];
  const { size, trainedSizePixels, licence } = manifest;
  const multiples = size.multipleOf === 1 ? 'any' : `multiples of ${size.multipleOf}`;
  const sizes = `${multiples}, at least ${size.minimum}; photos are fitted`;
  return [
    { label: 'Input', value: '“image”: 3 channels, values from -1 to 1' },
    { label: 'Output', value: '“translated”: 3 channels, of the same size' },
    { label: 'Sizes', value: sizes },
    ...(trainedSizePixels === null
      ? []
      : [{ label: 'Trained on', value: `squares of ${trainedSizePixels} pixels` }]),
    ...(licence === 'not stated' ? [] : [{ label: 'Licence it names', value: licence }]),
  ];
}

function cardRows(card: InspectedModel['card']): readonly FactRow[] {
  const rows = [
    { label: 'Source', value: card?.source ?? '' },
    { label: 'Training', value: card?.training ?? '' },
  ];
  return rows.filter(({ value }) => value !== '');
}

function graphRows({ operatorSet, parameters, bytesPerPixel, radiusPixels }: ModelFacts): readonly FactRow[] {
  const row = (label: string, known: number | null, say: (known: number) => string): readonly FactRow[] =>
    known === null ? [] : [{ label, value: say(known) }];
  return [
    ...row('Operator set', operatorSet, (version) => `ONNX ${version}, all of its operators known`),
    ...row('Parameters', parameters, (count) => count.toLocaleString('en')),
    ...row('Looks at', radiusPixels, (pixels) => `${pixels} pixels to each side`),
    ...row('Memory', bytesPerPixel, (bytes) => `about ${Math.ceil(bytes)} MB for each megapixel`),
  ];
}
