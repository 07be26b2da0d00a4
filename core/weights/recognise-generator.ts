import type { StoredTensor } from './weights-file.ts';
import { weightsRefusal } from './weights-refusal.ts';

/** A ResNet generator as PyTorch programs save it, recognised by its names and shapes. */
export interface FoundGenerator {
  readonly filters: number;
  readonly blocks: number;
  /** Our names of the weights -> their tensors; kernels as PyTorch has them, [out, in, height, width] or transposed [in, out, ...]. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

type Tensors = ReadonlyMap<string, StoredTensor>;

const limits = { filters: 1024, blocks: 64 };
const firstKernel = 'model.1.weight';

/**
 * The `ResnetGenerator` of pytorch-CycleGAN-and-pix2pix: reflection padding, instance norm without weights, any number
 * of filters and blocks, under any prefix (`module.`, `state_dict.`). Throws `refused-model` naming what differs, layer
 * by layer.
 */
export function recogniseGenerator(all: Tensors): FoundGenerator {
  const own = withoutPrefix(all);
  const first = own.get(firstKernel)!.shape;
  const filters = first[0] ?? 0;
  const blocks = blockCount(own);
  if (filters < 1 || filters > limits.filters || blocks < 1 || blocks > limits.blocks)
    throw weightsRefusal([
      `it has ${filters} filters and ${blocks} blocks, not up to ${limits.filters} and ${limits.blocks}`,
    ]);
  const dropout = own.has('model.10.conv_block.6.weight') ? 1 : 0;
  const expected = expectedWeights(filters, blocks, dropout);
  const problems = [...wrongWeights(own, expected), ...foreignWeights(own, expected)];
  if (problems.length > 0) throw weightsRefusal(problems);
  const used = expected.filter(({ ours }) => ours !== null);
  return { filters, blocks, tensors: new Map(used.map(({ ours, name }) => [ours!, own.get(name)!])) };
}

function withoutPrefix(all: Tensors): Tensors {
  const prefixes = [...all.keys()]
    .filter((name) => name === firstKernel || name.endsWith(`.${firstKernel}`))
    .map((name) => name.slice(0, -firstKernel.length));
  if (prefixes.length > 1)
    throw weightsRefusal([
      `it holds ${prefixes.length} generators (${prefixes.join(', ')}); save each in a file of its own`,
    ]);
  const [prefix] = prefixes;
  if (prefix === undefined) throw weightsRefusal([notThis(all)]);
  const own = [...all].filter(([name]) => name.startsWith(`${prefix}model.`));
  return new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

/** What it is instead, as far as its names tell. */
function notThis(all: Tensors): string {
  const names = [...all.keys()];
  const known = 'Diptych knows the ResNet generator of CycleGAN and pix2pix (model.1.weight and so on)';
  if (names.some((name) => /(^|\.)model\.model\.0\.weight$/.test(name)))
    return `it looks like the U-Net generator of pix2pix, which Diptych cannot run; ${known}`;
  const start = names.find((name) => /(^|\.)model\.0\.weight$/.test(name));
  if (start !== undefined && all.get(start)!.shape[2] === 4)
    return `it looks like a discriminator, which judges pictures and makes none; ${known}`;
  const shown = names.slice(0, 3).map((name) => `${name} [${all.get(name)!.shape.join(', ')}]`);
  return `it is of an unknown network of ${names.length} tensors (${shown.join(', ')}); ${known}`;
}

function blockCount(own: Tensors): number {
  const numbers = [...own.keys()].map((name) => Number(/^model\.(\d+)\.conv_block\./.exec(name)?.[1] ?? 0));
  return numbers.length === 0 ? 0 : Math.max(0, Math.max(...numbers) - 9); // blocks begin at 10
}

interface Expected {
  readonly name: string;
  readonly shape: readonly number[];
  /** Null for a bias that the norm behind it removes. */
  readonly ours: string | null;
}

function expectedWeights(filters: number, blocks: number, dropout: number): readonly Expected[] {
  const wide = 4 * filters;
  const up = 10 + blocks;
  const inner = (block: number, at: number, part: string): readonly Expected[] =>
    layer(`model.${10 + block}.conv_block.${at}`, [wide, wide, 3, 3], `block${block + 1}/${part}`);
  const inBlocks = Array.from({ length: blocks }, (_, block) => [
    ...inner(block, 1, 'conv1'),
    ...inner(block, 5 + dropout, 'conv2'),
  ]);
  const last = `model.${up + 7}`;
  return [
    ...layer('model.1', [filters, 3, 7, 7], 'first'),
    ...layer('model.4', [2 * filters, filters, 3, 3], 'down1'),
    ...layer('model.7', [wide, 2 * filters, 3, 3], 'down2'),
    ...inBlocks.flat(),
    ...layer(`model.${up}`, [wide, 2 * filters, 3, 3], 'up1', 2 * filters),
    ...layer(`model.${up + 3}`, [2 * filters, filters, 3, 3], 'up2', filters),
    { name: `${last}.weight`, shape: [3, filters, 7, 7], ours: 'last/kernel' },
    { name: `${last}.bias`, shape: [3], ours: 'last/bias' },
  ];
}

function layer(
  name: string,
  shape: readonly number[],
  ours: string,
  channels = shape[0]!,
): readonly Expected[] {
  return [
    { name: `${name}.weight`, shape, ours: `${ours}/kernel` },
    { name: `${name}.bias`, shape: [channels], ours: null },
  ];
}

function* wrongWeights(own: Tensors, expected: readonly Expected[]): Iterable<string> {
  for (const { name, shape, ours } of expected) {
    const found = own.get(name)?.shape;
    if (found === undefined && ours !== null) yield `${name} is missing`;
    if (found !== undefined && String(found) !== String(shape))
      yield `${name} is [${found.join(', ')}], expected [${shape.join(', ')}]`;
  }
}

/** PyTorch before 0.4 saved the running values of instance norms, which nothing used. */
const unused = /\.(running_mean|running_var|num_batches_tracked)$/;

function* foreignWeights(own: Tensors, expected: readonly Expected[]): Iterable<string> {
  const names = new Set(expected.map(({ name }) => name));
  for (const [name, { shape }] of own) {
    if (names.has(name) || unused.test(name)) continue;
    const norm = name.replace(/\.weight$/, '.running_mean');
    if (norm !== name && own.has(norm))
      yield `${name} is of a batch norm; Diptych's generator has instance norms without weights`;
    else yield `${name} [${shape.join(', ')}] is not in this generator`;
  }
}
