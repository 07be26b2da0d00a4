import { float32Values, floatAttribute } from '../engine/onnx/model-proto.ts';
import type { GraphProto, NodeProto } from '../engine/onnx/onnx-types.ts';

/** What an instance norm comes to on one photo: x * gain + offset, one of each a channel. */
export interface Statistics {
  readonly gain: Float32Array;
  readonly offset: Float32Array;
}

/** Mean and variance of what an instance norm sees, over many parts, from those of each (Chan, Golub and LeVeque 1979). */
export class NormStatistics {
  readonly #scale: Float32Array;
  readonly #bias: Float32Array;
  readonly #epsilon: number;
  readonly #mean: Float64Array;
  readonly #squares: Float64Array; // summed squares of deviations
  #count = 0;

  constructor(norm: NodeProto, { initializer }: GraphProto) {
    const [scale, bias] = [norm.input![1], norm.input![2]].map((name) =>
      float32Values(initializer!.find((tensor) => tensor.name === name)!),
    );
    this.#scale = scale!;
    this.#bias = bias!;
    this.#epsilon = floatAttribute(norm, 'epsilon', 1e-5);
    this.#mean = new Float64Array(scale!.length);
    this.#squares = new Float64Array(scale!.length);
  }

  /** A part of `count` elements a channel. */
  add(count: number, mean: Float32Array, variance: Float32Array): void {
    const total = this.#count + count;
    for (let channel = 0; channel < mean.length; channel++) {
      const difference = mean[channel]! - this.#mean[channel]!;
      this.#mean[channel]! += (difference * count) / total;
      this.#squares[channel]! += variance[channel]! * count + (difference ** 2 * this.#count * count) / total;
    }
    this.#count = total;
  }

  /** gain = scale / sqrt(variance + epsilon), offset = bias - mean * gain. */
  result(): Statistics {
    const gain = this.#scale.map(
      (scale, channel) => scale / Math.sqrt(this.#squares[channel]! / this.#count + this.#epsilon),
    );
    return { gain, offset: this.#bias.map((bias, channel) => bias - this.#mean[channel]! * gain[channel]!) };
  }
}
