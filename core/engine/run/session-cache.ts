import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import * as ort from 'onnxruntime-node';

/** So many optimised graphs are kept; the ones not used for longest go first. */
const keptGraphs = 24;

const suffix = '.onnx';

/**
 * Creates a session, keeping the graph that onnxruntime optimised for this processor in a folder, named by its
 * content, so that the next start need not optimise it again. A damaged entry is made anew.
 */
export async function cachedSession(
  bytes: Uint8Array,
  folder: string,
  options: ort.InferenceSession.SessionOptions,
): Promise<ort.InferenceSession> {
  const path = join(folder, contentKey(bytes) + suffix);
  const known = await openOptimized(path, options);
  if (known !== undefined) return known;
  return (await keepOptimized(bytes, path, options)) ?? ort.InferenceSession.create(bytes, options);
}

/** Undefined where the cache cannot be kept, e.g. on a full disk: that is no reason not to run. */
async function keepOptimized(
  bytes: Uint8Array,
  path: string,
  options: ort.InferenceSession.SessionOptions,
): Promise<ort.InferenceSession | undefined> {
  const making = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const session = await ort.InferenceSession.create(bytes, { ...options, optimizedModelFilePath: making });
    await rename(making, path);
    await forgetOldest(dirname(path));
    return session;
  } catch {
    await rm(making, { force: true }).catch(() => undefined); // its folder may not exist
    return undefined;
  }
}

/** What the optimised graph depends on: the graph, onnxruntime and the processor. */
function contentKey(bytes: Uint8Array): string {
  const version = ort.env.versions.node ?? '';
  const processor = cpus()[0]?.model ?? '';
  return createHash('sha256').update(bytes).update(`${version} ${process.arch} ${processor}`).digest('hex');
}

async function openOptimized(
  path: string,
  options: ort.InferenceSession.SessionOptions,
): Promise<ort.InferenceSession | undefined> {
  if ((await stat(path).catch(() => undefined)) === undefined) return undefined;
  try {
    const session = await ort.InferenceSession.create(path, {
      ...options,
      graphOptimizationLevel: 'disabled',
    });
    await utimes(path, new Date(), new Date()).catch(() => undefined); // read-only caches work too
    return session;
  } catch {
    await rm(path, { force: true });
    return undefined;
  }
}

async function forgetOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(suffix));
  const ages = await Promise.all(
    names.map(async (name) => ({ name, usedMs: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = ages.toSorted((a, b) => b.usedMs - a.usedMs).slice(keptGraphs);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
}
