import { join } from 'node:path';
import type { Direction } from '../contract/events.ts';

/** By day for what makes it night, and the other way round: that is what the bundled style does. */
const samples = { 'a-to-b': 'two-boats.jpg', 'b-to-a': 'evening-harbour.jpg' } as const satisfies Record<
  Direction,
  string
>;

/** The bundled photo that shows a direction best: its name and its path. */
export function styleSample(
  resources: string,
  direction: Direction,
): { readonly name: string; readonly path: string } {
  const name = samples[direction];
  return { name, path: join(resources, 'sample-photos', name) };
}
