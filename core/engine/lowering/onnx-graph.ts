import type { AttributeValue } from '../onnx/model-proto.ts';
import { sizeOf } from '../shapes.ts';

export interface OnnxNode {
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

export interface OnnxConstant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | BigInt64Array | Int32Array;
}

export interface OnnxPort {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/** A result: the name that the caller gave it and the value of the graph that holds it. */
export interface OnnxResult extends OnnxPort {
  readonly result: string;
}

interface OperationOptions {
  readonly domain?: string;
  /** The sizes of each output; one entry an output. */
  readonly dims: readonly (readonly number[])[];
}

/**
 * An ONNX graph under construction. Nodes with the same operator, inputs and attributes are made once
 * (hash-consing), so common subexpressions never exist twice.
 */
export class OnnxGraph {
  nodes: readonly OnnxNode[] = [];
  constants: readonly OnnxConstant[] = [];
  readonly inputs: OnnxPort[] = [];
  readonly outputs: OnnxResult[] = [];
  #count = 0;
  readonly #known = new Map<string, readonly string[]>();
  readonly #dims = new Map<string, readonly number[]>();

  /** The sizes of a value. */
  dimsOf(name: string): readonly number[] {
    return this.#dims.get(name) ?? [];
  }

  input(port: OnnxPort): string {
    this.inputs.push(port);
    this.#dims.set(port.name, port.dims);
    return port.name;
  }

  /** An operation with one output; returns its name. */
  operation(
    operator: string,
    inputs: readonly string[],
    attributes: OnnxNode['attributes'],
    dims: readonly number[],
    domain = '',
  ): string {
    return this.operations(operator, inputs, attributes, { dims: [dims], domain })[0]!;
  }

  operations(
    operator: string,
    inputs: readonly string[],
    attributes: OnnxNode['attributes'],
    { dims, domain = '' }: OperationOptions,
  ): readonly string[] {
    const key = JSON.stringify([operator, domain, inputs, attributes, dims.length]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const outputs = this.#add({ operator, domain, inputs: [...inputs], attributes }, dims);
    this.#known.set(key, outputs);
    return outputs;
  }

  #add(node: Omit<OnnxNode, 'outputs'>, dims: readonly (readonly number[])[]): readonly string[] {
    const outputs = dims.map(() => `v${this.#count++}`);
    (this.nodes as OnnxNode[]).push({ ...node, outputs });
    outputs.forEach((name, i) => this.#dims.set(name, dims[i]!));
    return outputs;
  }

  floats(values: Float32Array, dims: readonly number[]): string {
    const small = values.length <= 64 ? `f:${dims.join()}:${values.join()}` : undefined;
    return this.#constant(values, dims, small);
  }

  /** The values of a float constant; undefined for any other value. */
  floatsOf(name: string): Float32Array | undefined {
    const values = this.constants.find((constant) => constant.name === name)?.values;
    return values instanceof Float32Array ? values : undefined;
  }

  scalar(value: number): string {
    return this.floats(Float32Array.of(value), []);
  }

  /** A constant full of one value, e.g. the unit scale of a normalisation. */
  filled(value: number, dims: readonly number[]): string {
    return this.#constant(new Float32Array(sizeOf(dims)).fill(value), dims, `full:${value}:${dims.join()}`);
  }

  integers(values: readonly number[]): string {
    return this.#constant(BigInt64Array.from(values, BigInt), [values.length], `i:${values.join()}`);
  }

  int32s(values: Int32Array, dims: readonly number[]): string {
    return this.#constant(values, dims, `i32:${dims.join()}:${values.join()}`);
  }

  /** Declares a result. A value that is an input, a constant or a result already is copied. */
  output(result: string, value: string, dtype: OnnxPort['dtype']): void {
    const dims = this.dimsOf(value);
    const isMade = this.nodes.some(({ outputs }) => outputs.includes(value));
    const isTaken = this.outputs.some(({ name }) => name === value);
    const copy = { operator: 'Identity', domain: '', inputs: [value], attributes: {} };
    const name = isMade && !isTaken ? value : this.#add(copy, [dims])[0]!;
    this.outputs.push({ result, name, dims, dtype });
  }

  #constant(values: OnnxConstant['values'], dims: readonly number[], key: string | undefined): string {
    const known = key === undefined ? undefined : this.#known.get(key)?.[0];
    if (known !== undefined) return known;
    const name = `c${this.#count++}`;
    (this.constants as OnnxConstant[]).push({ name, dims, values });
    this.#dims.set(name, dims);
    if (key !== undefined) this.#known.set(key, [name]);
    return name;
  }

  /** Bytes of a float32 value. */
  bytesOf(name: string): number {
    return 4 * sizeOf(this.dimsOf(name));
  }
}
