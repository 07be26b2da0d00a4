import { weightsRefusal } from './weights-refusal.ts';

const bytesPer: Readonly<Record<string, number>> = {
  ...{ F32: 4, F16: 2, BF16: 2, F64: 8 },
  ...{ I64: 8, I32: 4, I16: 2, I8: 1, U8: 1, BOOL: 1 },
};

/** Throws `refused-model` for types that no weights have. */
export function bytesPerNumber(type: string): number {
  const bytes = bytesPer[type];
  if (bytes === undefined) throw weightsRefusal([`its numbers are ${type}, not F32, F16, BF16 or F64`]);
  return bytes;
}

/** Little-endian bytes of a type of numbers -> float32. Throws `refused-model`. */
export function floatsOf(type: string, bytes: Buffer): Float32Array {
  const count = bytes.length / bytesPerNumber(type);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'F32':
      return Float32Array.from({ length: count }, (_, index) => view.getFloat32(4 * index, true));
    case 'F64':
      return Float32Array.from({ length: count }, (_, index) => view.getFloat64(8 * index, true));
    case 'F16':
      return Float32Array.from({ length: count }, (_, index) => fromHalf(view.getUint16(2 * index, true)));
    case 'BF16':
      return fromUpperHalves(view, count);
    default:
      throw weightsRefusal([`its weights are whole numbers (${type}), not F32, F16, BF16 or F64`]);
  }
}

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16 is the upper half of a float32. */
function fromUpperHalves(view: DataView, count: number): Float32Array {
  const words = Uint32Array.from({ length: count }, (_, index) => view.getUint16(2 * index, true) << 16);
  return new Float32Array(words.buffer);
}
