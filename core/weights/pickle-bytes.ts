import { damagedPickle } from './pickle-refusal.ts';

const longestText = 2 ** 20;
const longestNumber = 1024;

/** Reads the bytes of a pickle from one place on. Throws `refused-model` at their end. */
export class PickleBytes {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  take(length: number): Buffer {
    if (!Number.isSafeInteger(length) || length < 0 || this.at + length > this.#bytes.length)
      throw damagedPickle('ends too early');
    return this.#bytes.subarray(this.at, (this.at += length));
  }

  byte(): number {
    return this.take(1)[0]!;
  }

  /** An unsigned number, little-endian. */
  number(bytes: 1 | 2 | 4 | 8): number {
    if (bytes === 8) return Number(this.take(8).readBigUInt64LE());
    return this.take(bytes).readUIntLE(0, bytes);
  }

  /** A text with its length in front of it. */
  text(lengthBytes: 1 | 4 | 8): string {
    return this.sized(lengthBytes).toString('utf8');
  }

  sized(lengthBytes: 1 | 4 | 8): Buffer {
    const length = this.number(lengthBytes);
    if (length > longestText) throw damagedPickle(`has a text of ${length} bytes, more than ${longestText}`);
    return this.take(length);
  }

  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.at);
    if (end < 0) throw damagedPickle('ends too early');
    if (end - this.at > longestText) throw damagedPickle(`has a line of more than ${longestText} bytes`);
    const line = this.take(end - this.at).toString('utf8');
    this.at++;
    return line;
  }

  /** A whole number of any size, little-endian and signed. */
  long(length: number): bigint {
    if (length > longestNumber) throw damagedPickle(`has a number of ${length} bytes`);
    const bytes = this.take(length);
    if (length === 0) return 0n;
    const value = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
    return BigInt.asIntN(8 * length, value);
  }
}
