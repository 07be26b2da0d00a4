import type { ModelFacts } from '../../work/inspect-model-task.ts';

interface FactRow {
  readonly label: string;
  readonly value: string;
}

/** What an inspection found, in words; what is not known of a file that cannot be used is left out. */
export function factRows(facts: ModelFacts): readonly FactRow[] {
  return [...manifestRows(facts), ...graphRows(facts), { label: 'SHA-256', value: facts.sha256 }];
}

function manifestRows({ manifest }: ModelFacts): readonly FactRow[] {
  if (manifest === null) return [];
  const { size, trainedSizePixels, licence } = manifest;
  const sizes = `multiples of ${size.multipleOf}, at least ${size.minimum}; photos are fitted`;
  return [
    { label: 'Input', value: '“image”: 3 channels, values from -1 to 1' },
    { label: 'Output', value: '“translated”: 3 channels, of the same size' },
    { label: 'Sizes', value: sizes },
    { label: 'Trained on', value: `squares of ${trainedSizePixels} pixels` },
    { label: 'Licence it names', value: licence },
  ];
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
