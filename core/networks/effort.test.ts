import { expect, test } from 'vitest';
import { discriminatorEffort, generatorEffort } from './effort.ts';

test("effort: the paper's generator takes 49.6 billion multiply-adds at 256 pixels", () => {
  // of 65,536 pixels with 64 filters: ends 2 x 147 x 64 = 18,816; down and up 2 x (73,728/4 + 294,912/16) = 73,728;
  // 9 blocks x 2 x 9 x 256^2 / 16 = 663,552 -> 756,096 a pixel
  expect(generatorEffort({ filters: 64, blocks: 9 }, 256).multiplyAdds).toBe(65_536 * 756_096);
});

test('effort: a critic keeps nine sixteenths of what its first layer would at full size', () => {
  // 1/4 + 1/8 + 1/16 + 1/8 of 32^2 pixels x 8 filters
  expect(discriminatorEffort({ filters: 8 }, 32).activations).toBe(1024 * 8 * 0.5625);
});
