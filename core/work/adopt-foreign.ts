import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { maximumModelBytes } from '../engine/onnx/model-limits.ts';
import { decodeModel, refusal } from '../engine/onnx/model-proto.ts';
import type { ModelProto } from '../engine/onnx/onnx-types.ts';
import { writeSynced } from '../files/write-synced.ts';
import { adoptModel, type ImageRange } from '../translator/adopt-model.ts';
import { describeModel, type ModelFact } from '../translator/describe-model.ts';
import { openTranslator } from '../translator/open-translator.ts';

/** What became of a model of another program. */
export interface AdoptedModel {
  /** The translator that was made of it; null where none can be. */
  readonly path: string | null;
  readonly range: ImageRange | null;
  readonly facts: readonly ModelFact[];
  readonly problems: readonly string[];
}

/** Whether an .onnx file says that it is a translator of Diptych. */
export async function isOwnTranslator(path: string): Promise<boolean> {
  if ((await stat(path)).size > maximumModelBytes) return true; // refused where those are read
  return (await readFile(path)).includes('diptych.translator');
}

/** Describes a model of another program and makes a translator of it where it is one. Throws `refused-model` for what is no ONNX. */
export async function adoptForeign(
  path: string,
  wanted: ImageRange | null,
  folder: string,
): Promise<AdoptedModel> {
  const model = decodeModel(await readFile(path));
  const facts = describeModel(model);
  const first = adoptModel(model, wanted ?? 'signed');
  if ('problems' in first) {
    const { problems } = refusal(first.problems).details; // made safe to show
    return { path: null, range: null, facts, problems: problems as readonly string[] };
  }
  const range = wanted ?? (await guessRange(model, folder));
  const adopted = adoptModel(model, range) as { readonly bytes: Uint8Array }; // as the one before
  const target = join(folder, 'adopted.onnx');
  await writeSynced(target, adopted.bytes);
  return { path: target, range, facts, problems: [] };
}

/** What it makes of a test picture in each range tells which one it is for. */
async function guessRange(model: ModelProto, folder: string): Promise<ImageRange> {
  const { graph } = model;
  const last = graph?.node?.find(({ output }) => output?.includes(graph.output?.[0]?.name ?? ''))?.opType;
  if (last === 'Tanh') return 'signed';
  if (last === 'Sigmoid') return 'unit';
  const bytes = await spanOf(model, 'bytes', folder);
  if (bytes.most - bytes.least > 16) return 'bytes';
  const unit = await spanOf(model, 'unit', folder);
  return unit.least >= -0.1 && unit.most <= 1.5 ? 'unit' : 'signed';
}

const sidePixels = 64;

/** The least and most of what it gives for slopes from black to white, in its own values. */
async function spanOf(
  model: ModelProto,
  range: ImageRange,
  folder: string,
): Promise<{ readonly least: number; readonly most: number }> {
  const path = join(folder, `try-${range}.onnx`);
  const { bytes } = adoptModel(model, range) as { readonly bytes: Uint8Array };
  await writeSynced(path, bytes);
  const translator = await openTranslator(path);
  try {
    const values = Float32Array.from(
      { length: 3 * sidePixels ** 2 },
      (_, i) => ((i % sidePixels) / sidePixels) * 2 - 1,
    );
    const side = { height: sidePixels, width: sidePixels };
    const found = await (await translator.whole()).run({ values, ...side });
    const [middle, reach] = range === 'bytes' ? [127.5, 127.5] : [0.5, 0.5];
    const least = found.reduce((smallest, value) => Math.min(smallest, value), Infinity);
    const most = found.reduce((largest, value) => Math.max(largest, value), -Infinity);
    return { least: least * reach + middle, most: most * reach + middle };
  } finally {
    await translator.dispose();
  }
}
