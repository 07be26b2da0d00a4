import { expect, test } from 'vitest';
import { floatsOf } from './number-types.ts';

test('numbers: a type that no weights have is refused', () => {
  expect(() => floatsOf('F8_E4M3', Buffer.alloc(1))).toThrow(/F8_E4M3/);
  expect(() => floatsOf('I64', Buffer.alloc(8))).toThrow(/whole numbers/);
});

test('numbers: halves are exact, small ones and infinities too', () => {
  const bits = [0x3c00, 0xc000, 0x3555, 0x0001, 0x8000, 0x7bff, 0x7c00, 0xfc00];
  const found = [...floatsOf('F16', Buffer.from(Uint16Array.from(bits).buffer))];
  // 0x3555 = 2^-2 (1 + 341/1024)
  expect(found).toEqual([1, -2, 0.333251953125, 2 ** -24, -0, 65504, Infinity, -Infinity]);
  expect(floatsOf('F16', Buffer.from([0x01, 0x7e]))[0]).toBeNaN();
});

test('numbers: bfloat16 is the upper half of a float32', () => {
  expect([...floatsOf('BF16', Buffer.from([0x80, 0x3f, 0x40, 0xc0]))]).toEqual([1, -3]);
});

test('numbers: float32 and float64 are read wherever they lie', () => {
  const odd = Buffer.concat([Buffer.from([9]), Buffer.from(Float32Array.of(1.5, -2).buffer)]).subarray(1);
  expect([...floatsOf('F32', odd)]).toEqual([1.5, -2]);
  expect([...floatsOf('F64', Buffer.from(Float64Array.of(0.5).buffer))]).toEqual([0.5]);
});
