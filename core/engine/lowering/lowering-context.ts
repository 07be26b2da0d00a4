import type { TracedValue } from '../trace/traced-graph.ts';
import { axesOf, keepsOrder, permutationBetween, toLayout, transposed, type Layout } from './layout.ts';
import { sizeOf } from '../shapes.ts';
import { OnnxGraph } from './onnx-graph.ts';

/**
 * A traced value in the ONNX graph. Axes on which it is constant may be kept at size 1 (`dims`) although the
 * traced shape is larger there: the gradient of a mean stays a scalar until somebody needs all of it.
 */
export interface Lowered {
  readonly name: string;
  readonly layout: Layout;
  /** As it lies in memory; each axis is as long as the traced shape says, or 1. */
  readonly dims: readonly number[];
}

/** How the inputs of the function are given: in what layout, and which of them are constants. */
export interface GivenInputs {
  readonly layouts: Readonly<Record<string, Layout>>;
  readonly constants: Readonly<Record<string, Float32Array>>;
}

/** What lowerings need: reading inputs in the layout that they want, and saying where their outputs are. */
export class LoweringContext {
  readonly graph = new OnnxGraph();
  readonly target: 'run' | 'export';
  readonly #readers: ReadonlyMap<TracedValue, number>;
  readonly #given: GivenInputs;
  readonly #lowered = new Map<TracedValue, Lowered[]>();

  constructor(target: 'run' | 'export', readers: ReadonlyMap<TracedValue, number>, given: GivenInputs) {
    this.target = target;
    this.#readers = readers;
    this.#given = given;
  }

  /** How many nodes and results read a value. */
  readersOf(value: TracedValue): number {
    return this.#readers.get(value) ?? 0;
  }

  write(value: TracedValue, name: string, layout: Layout = 'plain', dims?: readonly number[]): void {
    const lowered = { name, layout, dims: dims ?? toLayout(value.shape, layout) };
    this.#lowered.set(value, [...(this.#lowered.get(value) ?? []), lowered]);
  }

  /** The layout in which a value was made. */
  layoutOf(value: TracedValue): Layout {
    return this.#forms(value)[0]!.layout;
  }

  /** The value in a layout, with constant axes possibly of size 1. */
  read(value: TracedValue, layout: Layout): Lowered {
    const forms = this.#forms(value);
    const known = forms.find((form) => form.layout === layout || value.shape.length !== 4);
    if (known !== undefined) return known;
    const made = this.#relayout(forms[0]!, layout);
    forms.push(made);
    return made;
  }

  /** The value in a layout, whole. */
  readFull(value: TracedValue, layout: Layout = 'plain'): string {
    const { name, dims } = this.read(value, layout);
    const full = toLayout(value.shape, layout);
    if (sizeOf(dims) === sizeOf(full)) return name;
    return this.graph.operation('Expand', [name, this.graph.integers(full)], {}, full);
  }

  /**
   * The value as an operand that broadcasts against a rank-4 tensor in a layout: lower ranks get their leading
   * axes of size 1 first, then lie as the layout says.
   */
  readBroadcast(value: TracedValue, layout: Layout, rank: number): Lowered {
    const { shape } = value;
    if (shape.length === rank || sizeOf(shape) === 1 || layout === 'plain') return this.read(value, layout);
    const { name, dims } = this.read(value, 'plain');
    const logical = [...Array.from({ length: rank - shape.length }, () => 1), ...dims];
    const inMemory = axesOf(layout, rank).map((axis) => logical[axis]!);
    const permutation = permutationBetween('plain', layout);
    const reshaped = this.reshape(name, logical);
    const moved = keepsOrder(logical, permutation)
      ? this.reshape(name, inMemory)
      : this.graph.operation('Transpose', [reshaped], { perm: permutation }, inMemory);
    return { name: moved, layout, dims: inMemory };
  }

  reshape(name: string, dims: readonly number[]): string {
    const from = this.graph.dimsOf(name);
    if (from.length === dims.length && from.every((size, i) => size === dims[i])) return name;
    return this.graph.operation('Reshape', [name, this.graph.integers(dims)], {}, dims);
  }

  #forms(value: TracedValue): Lowered[] {
    const forms = this.#lowered.get(value) ?? this.#lowerInput(value) ?? this.#lowerConstant(value);
    if (forms === undefined) throw new Error(`Value ${value.id} is read before it is made.`);
    return forms;
  }

  #lowerInput(value: TracedValue): Lowered[] | undefined {
    if (value.source.kind !== 'placeholder') return undefined;
    const { name } = value.source;
    const constant = this.#given.constants[name];
    const layout = value.shape.length === 4 ? (this.#given.layouts[name] ?? 'plain') : 'plain';
    const dims = toLayout(value.shape, layout);
    const own = constant === undefined ? name : this.graph.floats(constant, dims);
    const forms: Lowered[] = [{ name: own, layout, dims }];
    this.#lowered.set(value, forms);
    return forms;
  }

  #lowerConstant(value: TracedValue): Lowered[] | undefined {
    if (value.source.kind !== 'constant') return undefined;
    const { values } = value.source;
    const uniform = values.length > 0 && values.every((v) => v === values[0]);
    const shape = uniform ? value.shape.map(() => 1) : value.shape;
    const kept = uniform ? values.slice(0, 1) : values;
    const name =
      value.dtype === 'int32'
        ? this.graph.int32s(Int32Array.from(kept), shape)
        : this.graph.floats(Float32Array.from(kept), shape);
    const forms: Lowered[] = [{ name, layout: 'plain', dims: shape }];
    this.#lowered.set(value, forms);
    return forms;
  }

  #relayout({ name, layout: from, dims }: Lowered, layout: Layout): Lowered {
    const permutation = permutationBetween(from, layout);
    const moved = permutation.map((axis) => dims[axis]!);
    const constant = this.graph.floatsOf(name);
    const made =
      constant !== undefined
        ? this.graph.floats(transposed(constant, dims, permutation), moved)
        : keepsOrder(dims, permutation)
          ? this.reshape(name, moved)
          : this.graph.operation('Transpose', [name], { perm: permutation }, moved);
    return { name: made, layout, dims: moved };
  }
}
