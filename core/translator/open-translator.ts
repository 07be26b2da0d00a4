import { readFile, stat } from 'node:fs/promises';
import { CoreError } from '../contract/core-error.ts';
import { maximumModelBytes } from '../engine/onnx/model-limits.ts';
import { decodeModel, refusal } from '../engine/onnx/model-proto.ts';
import type { ModelProto } from '../engine/onnx/onnx-types.ts';
import { checkGraph, type GraphFacts } from './check-graph.ts';
import { frozenModel } from './frozen-model.ts';
import { instanceNorms, statisticsModel, type Statistics } from './normalizations.ts';
import { openSession, type Session } from './session.ts';
import { decodeTranslatorManifest, type TranslatorManifest } from './translator-manifest.ts';

export interface TranslatorOptions {
  /** Threads of one run; all cores when absent. */
  readonly threads?: number;
}

/** A checked translator file. Its sessions are made when first needed and hold native memory until disposed. */
export interface Translator {
  readonly path: string;
  readonly manifest: TranslatorManifest;
  readonly facts: GraphFacts;
  /** How many instance norms it has; without any, tiles need no statistics. */
  readonly normCount: number;
  /** Runs the network as it is. */
  whole(): Promise<Session>;
  /** Runs a batch of samples and gives the gain and offset of every instance norm. */
  statistics(): Promise<Session>;
  /** A new session with these statistics in place of the instance norms; the caller disposes it. */
  frozen(statistics: readonly Statistics[]): Promise<Session>;
  dispose(): Promise<void>;
}

/**
 * Reads and checks a translator (.onnx) without running it. Throws `model-not-found`, and `refused-model` with every
 * reason at once.
 */
export async function openTranslator(path: string, { threads }: TranslatorOptions = {}): Promise<Translator> {
  const { model, manifest, facts } = checkedModel(await readModelFile(path));
  const sessions = new Map<string, Promise<Session>>();
  const once = (name: string, open: () => Promise<Session>): Promise<Session> => {
    const session = sessions.get(name) ?? open();
    sessions.set(name, session);
    session.catch(() => sessions.delete(name));
    return session;
  };
  return {
    path,
    manifest,
    facts,
    normCount: instanceNorms(model.graph!).length,
    whole: () => once('whole', () => openSession(model, threads)),
    statistics: () => once('statistics', () => openSession(statisticsModel(model), threads)),
    frozen: (statistics) => openSession(frozenModel(model, statistics), threads),
    async dispose() {
      const open = await Promise.allSettled(sessions.values());
      sessions.clear();
      for (const session of open) if (session.status === 'fulfilled') await session.value.dispose();
    },
  };
}

async function readModelFile(path: string): Promise<Uint8Array> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new CoreError(
      'model-not-found',
      `There is no translator file "${path}". Check its name.`,
      { path },
      { cause },
    );
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
