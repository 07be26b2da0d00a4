import type * as tf from '@tensorflow/tfjs';

/** Where a traced value comes from. */
export type Source =
  | { readonly kind: 'placeholder'; readonly name: string }
  | { readonly kind: 'constant'; readonly values: tf.TypedArray }
  | { readonly kind: 'node'; readonly node: TracedNode; readonly index: number };

/** A tensor of the trace: what is known of it is its shape, its type and how it is made. */
export interface TracedValue {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: tf.DataType;
  readonly source: Source;
}

export type Attributes = Readonly<Record<string, unknown>>;

/** One kernel call of the trace. Kernels that take a list (Concat, Pack, AddN) have inputs named `0`, `1`, ... */
export interface TracedNode {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, TracedValue>>;
  readonly attributes: Attributes;
  readonly outputs: readonly TracedValue[];
}

/** A traced function: its named results; everything else hangs on them. */
export interface TracedGraph {
  readonly results: Readonly<Record<string, TracedValue>>;
}

/** Nodes that the results need, each after the nodes it reads (iterative, so that deep graphs do not overflow). */
export function nodesInOrder(results: Iterable<TracedValue>): TracedNode[] {
  const order: TracedNode[] = [];
  const seen = new Set<TracedNode>();
  const stack = [...results].reverse().flatMap((value) => producer(value));
  const opened = new Set<TracedNode>();
  while (stack.length > 0) {
    const node = stack.at(-1)!;
    if (opened.has(node) || seen.has(node)) {
      stack.pop();
      if (!seen.has(node)) order.push(node);
      seen.add(node);
      continue;
    }
    opened.add(node);
    for (const input of Object.values(node.inputs).reverse())
      stack.push(...producer(input).filter((n) => !seen.has(n)));
  }
  return order;
}

/** How many nodes and results read each value. */
export function countReaders(graph: TracedGraph): Map<TracedValue, number> {
  const readers = new Map<TracedValue, number>();
  const count = (value: TracedValue) => readers.set(value, (readers.get(value) ?? 0) + 1);
  for (const node of nodesInOrder(Object.values(graph.results))) Object.values(node.inputs).forEach(count);
  Object.values(graph.results).forEach(count);
  return readers;
}

function producer({ source }: TracedValue): TracedNode[] {
  return source.kind === 'node' ? [source.node] : [];
}
