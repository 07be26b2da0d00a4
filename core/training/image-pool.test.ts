import { expect, it } from 'vitest';
import { createRandom } from '../random/random.ts';
import { ImagePool } from './image-pool.ts';

/** Plays single fakes 0, 1, 2, ... and returns what the discriminator would see each time. */
function answers(pool: ImagePool, count: number, batch = 1): number[] {
  const random = createRandom(7);
  const seen: number[] = [];
  for (let i = 0; i < count; i += batch) {
    const fakes = Float32Array.from({ length: batch }, (_, k) => i + k);
    const { old, picks, keep } = pool.draw(batch, random);
    const both = [...old, ...fakes];
    keep(fakes);
    seen.push(...[...picks].map((pick) => both[pick]!));
  }
  return seen;
}

/** The pool of the paper's code, image by image, with the same draws. */
function plainAnswers(capacity: number, count: number): number[] {
  const random = createRandom(7);
  const stored: number[] = [];
  return Array.from({ length: count }, (_, fake) => {
    if (stored.length < capacity) {
      stored.push(fake);
      return fake;
    }
    if (random.uniform() >= 0.5) return fake;
    const place = random.integer(capacity);
    const old = stored[place]!;
    stored[place] = fake;
    return old;
  });
}

it('image pool: until it is full every answer is the new image', () => {
  expect(answers(new ImagePool(5, 1), 5)).toEqual([0, 1, 2, 3, 4]);
});

it('image pool: half of the answers are old images once it is full', () => {
  const seen = answers(new ImagePool(50, 1), 4050).slice(50);
  const old = seen.filter((image, i) => image !== i + 50).length;
  expect(old / seen.length).toBeGreaterThan(0.47); // 4 000 draws: deviation 0.008
  expect(old / seen.length).toBeLessThan(0.53);
});

it('image pool: no image is answered more often than it was made', () => {
  const seen = answers(new ImagePool(10, 1), 500);
  expect(
    Math.max(...seen.map((image) => seen.filter((other) => other === image).length)),
  ).toBeLessThanOrEqual(2);
});

it.each([1, 2, 4, 8])('image pool: batches of %i give what image by image gives', (batch) => {
  expect(answers(new ImagePool(3, 1), 200, batch)).toEqual(plainAnswers(3, 200));
});

it('image pool: it goes on from its images as if it had not stopped', () => {
  const pool = new ImagePool(4, 1);
  answers(pool, 20);
  const again = new ImagePool(4, 1, pool.images);
  expect(answers(again, 30)).toEqual(answers(pool, 30));
});
