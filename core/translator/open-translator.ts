import { readFile, stat } from 'node:fs/promises';
import { CoreError } from '../contract/core-error.ts';
import { maximumModelBytes } from '../engine/onnx/model-limits.ts';
import { decodeModel, refusal } from '../engine/onnx/model-proto.ts';
import type { ModelProto } from '../engine/onnx/onnx-types.ts';
import { checkGraph, imageName, translatedName, type GraphFacts } from './check-graph.ts';
import { segmentModel } from './segment-model.ts';
import { instanceNorms, planSegments, type Segment, type SegmentPlan } from './segments.ts';
import { imageTensor, openSession, type Session } from './session.ts';
import { NormStatistics, type Statistics } from './statistics.ts';
import { decodeTranslatorManifest, type TranslatorManifest } from './translator-manifest.ts';

export interface TranslatorOptions {
  /** Threads of one run; all cores when absent. */
  readonly threads?: number;
  /** The whole network runs as the file has it, as other programs run it. */
  readonly isPlain?: boolean;
}

/** A picture in [-1, 1], planar: [3, height, width]. */
export interface Planes {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

/** The whole network, ready to run. */
export interface WholeNetwork {
  /** Planes -> planes of the same size. Throws `out-of-memory`, `engine-failed`. */
  run(image: Planes): Promise<Float32Array>;
}

/** A checked translator file. It holds native memory, once it has run, until disposed. */
export interface Translator {
  readonly path: string;
  readonly manifest: TranslatorManifest;
  readonly facts: GraphFacts;
  /** The network in pieces, for photos that are too large to run in one. */
  readonly segments: SegmentPlan;
  /** Made when first asked for. Throws `refused-model`, `out-of-memory`. */
  whole(): Promise<WholeNetwork>;
  /** Sums up what an instance norm sees; `index` counts as `segments.measuring` does. */
  norm(index: number): NormStatistics;
  /** A new session for a piece, with the statistics of the norms so far; the caller disposes it. */
  openSegment(segment: Segment, statistics: readonly Statistics[]): Promise<Session>;
  dispose(): Promise<void>;
}

/**
 * Reads and checks a translator (.onnx) without running it. Throws `model-not-found`, and `refused-model` with every
 * reason at once.
 */
export async function openTranslator(
  path: string,
  { threads, isPlain }: TranslatorOptions = {},
): Promise<Translator> {
  const { model, manifest, facts } = checkedModel(await readModelFile(path));
  const graph = model.graph!;
  let whole: Promise<ReturnType<typeof wholeNetwork>> | undefined;
  return {
    path,
    manifest,
    facts,
    segments: planSegments(graph, facts),
    async whole() {
      whole ??= openSession(model, threads, isPlain).then(wholeNetwork);
      return whole.catch((error: unknown) => {
        whole = undefined; // memory may suffice another time
        throw error;
      });
    },
    norm: (index) => new NormStatistics(instanceNorms(graph)[index]!, graph),
    openSegment: (segment, statistics) => openSession(segmentModel(model, segment, statistics), threads),
    async dispose() {
      const network = await whole?.catch(() => undefined);
      whole = undefined;
      await network?.dispose();
    },
  };
}

function wholeNetwork(session: Session): WholeNetwork & { dispose(): Promise<void> } {
  return {
    async run({ values, height, width }) {
      const results = await session.run({ [imageName]: imageTensor(values, height, width) });
      return results[translatedName]!.data as Float32Array;
    },
    dispose: () => session.dispose(),
  };
}

async function readModelFile(path: string): Promise<Uint8Array> {
  const facts = await stat(path).catch((cause: unknown) => {
    const message = `There is no translator file "${path}". Check its name.`;
    throw new CoreError('model-not-found', message, { path }, { cause });
  });
  if (!facts.isFile()) throw refusal(['it is not a file']);
  if (facts.size > maximumModelBytes) throw refusal([`the file has ${facts.size} bytes, more than 2 GiB`]);
  return readFile(path);
}

interface CheckedModel {
  /** Holds nothing but what was checked. */
  readonly model: ModelProto;
  readonly manifest: TranslatorManifest;
  readonly facts: GraphFacts;
}

function checkedModel(bytes: Uint8Array): CheckedModel {
  const decoded = decodeModel(bytes);
  const facts = checkGraph(decoded);
  const metadata = (decoded.metadataProps ?? []).map(({ key, value }): [string, string] => [
    key ?? '',
    value ?? '',
  ]);
  const manifest = decodeTranslatorManifest(new Map(metadata));
  const problems = [
    ...('problem' in manifest ? [manifest.problem] : []),
    ...('problems' in facts ? facts.problems : []),
  ];
  if ('problem' in manifest || 'problems' in facts) throw refusal(problems);
  const { name, node, initializer, input, output } = decoded.graph!;
  const graph = { name: name!, node: node!, initializer: initializer!, input: input!, output: output! };
  return {
    model: { irVersion: Number(decoded.irVersion), opsetImport: decoded.opsetImport!, graph },
    manifest,
    facts,
  };
}
