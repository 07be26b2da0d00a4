/** The element count of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The shape that TensorFlow's broadcasting of two shapes gives. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const sizeA = a[i - rank + a.length] ?? 1;
    const sizeB = b[i - rank + b.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1)
      throw new Error(`Shapes [${a.join(',')}] and [${b.join(',')}] cannot be broadcast.`);
    return sizeA === 1 ? sizeB : sizeA;
  });
}

/** Axes as non-negative numbers; no axes given means all (TensorFlow.js says null). */
export function normalizeAxes(axes: number | readonly number[] | null | undefined, rank: number): number[] {
  const list =
    axes === undefined || axes === null ? Array.from({ length: rank }, (_, i) => i) : [axes].flat();
  return list.map((axis) => (axis < 0 ? axis + rank : axis));
}
