import { CoreError } from '../contract/core-error.ts';

/** Throws `unsuitable-size` when networks cannot take a square image of this side. */
export function assertSuitableSize(
  side: number,
  { multipleOf, atLeast }: { readonly multipleOf: number; readonly atLeast: number },
): void {
  if (side >= atLeast && side % multipleOf === 0) return;
  const below = side - (side % multipleOf);
  const nearest = Math.max(atLeast, side - below < multipleOf / 2 ? below : below + multipleOf);
  throw new CoreError(
    'unsuitable-size',
    `The networks need a multiple of ${multipleOf} pixels, at least ${atLeast}; found ${side}. Try ${nearest}.`,
    { side, multipleOf, atLeast, nearest },
  );
}
