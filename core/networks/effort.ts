/** What networks cost to compute, before anything is measured. */
export interface Effort {
  /** Multiplications with an addition. */
  readonly multiplyAdds: number;
  /** Numbers that have to be kept until the gradients are computed. */
  readonly activations: number;
}

/** One pass of `resnetGenerator` over a square picture, its convolutions summed up. */
export function generatorEffort(
  { filters, blocks }: { readonly filters: number; readonly blocks: number },
  sidePixels: number,
): Effort {
  const pixels = sidePixels ** 2;
  const ends = 2 * 49 * 3 * filters; // 7 x 7 from and to 3 channels, at full size
  const scaling = 2 * (9 * 2 * filters ** 2) * (1 / 4) + 2 * (9 * 8 * filters ** 2) * (1 / 16); // down and up again
  const residual = blocks * 2 * 9 * (4 * filters) ** 2 * (1 / 16);
  return {
    multiplyAdds: pixels * (ends + scaling + residual),
    activations: pixels * filters * (3.25 + 0.5 * blocks),
  };
}

/** One pass of `patchDiscriminator` with 3 layers over a square picture. */
export function discriminatorEffort({ filters }: { readonly filters: number }, sidePixels: number): Effort {
  const pixels = sidePixels ** 2;
  const first = 16 * 3 * filters * (1 / 4);
  const halving = 16 * 2 * filters ** 2 * (1 / 16) + 16 * 8 * filters ** 2 * (1 / 64);
  const level = 16 * 32 * filters ** 2 * (1 / 64) + 16 * 8 * filters * (1 / 64);
  return {
    multiplyAdds: pixels * (first + halving + level),
    activations: pixels * filters * (1 / 4 + 1 / 8 + 1 / 16 + 1 / 8),
  };
}
