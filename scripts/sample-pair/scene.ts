import { createRandom, type Random } from '../../core/random/random.ts';
import { bank, fields, mountains, woods } from './hills.ts';
import { house } from './houses.ts';
import { broadTree, fir, poplar } from './plants.ts';
import { pick, uniformBetween, type Place, type Shape } from './shape.ts';
import { jetty, meadow, reeds, sailingBoat, streetLamp } from './shore.ts';
import { tower } from './towers.ts';

/** A place at no particular hour. */
export interface Scene {
  readonly seed: number;
  /** Where the sky begins. */
  readonly horizonY: number;
  readonly sun: { readonly x: number; readonly y: number; readonly radius: number };
  /** 0 clear, 1 overcast. */
  readonly cloudiness: number;
  /** Front to back. */
  readonly foreground: readonly Shape[];
  /** Front to back; mirrored in the water. */
  readonly background: readonly Shape[];
  /** The far edge of the water, where there is water. */
  readonly shoreY: number | undefined;
}

/** The `index`-th scene of a series: lakeside towns and villages in meadows. */
export function createScene(seed: number, index: number): Scene {
  const random = createRandom(seed, index);
  const isLake = random.uniform() < 0.68;
  const shoreY = isLake ? uniformBetween(random, 0.62, 0.7) : uniformBetween(random, 0.66, 0.74);
  const sunX =
    random.uniform() < 0.5 ? uniformBetween(random, 0.12, 0.38) : uniformBetween(random, 0.62, 0.88);
  const sunSide = sunX < 0.5 ? -1 : 1;
  return {
    seed: random.integer(1 << 20),
    horizonY: shoreY - 0.17,
    sun: { x: sunX, y: uniformBetween(random, 0.09, 0.2), radius: uniformBetween(random, 0.034, 0.044) },
    cloudiness: uniformBetween(random, 0.25, 0.6),
    foreground: isLake ? lakeForeground(random, shoreY) : meadowForeground(random, shoreY, sunSide),
    background: [...town(random, shoreY, sunSide), ...land(random, shoreY, sunSide)],
    shoreY: isLake ? shoreY : undefined,
  };
}

function land(random: Random, shoreY: number, sunSide: number): Shape[] {
  const layers = [bank(random, shoreY - 0.035, shoreY)];
  if (random.uniform() < 0.75)
    layers.push(fields(random, shoreY, uniformBetween(random, 0.12, 0.2), sunSide));
  layers.push(woods(random, shoreY, uniformBetween(random, 0.2, 0.28), 0.36, sunSide));
  if (random.uniform() < 0.5)
    layers.push(woods(random, shoreY, uniformBetween(random, 0.28, 0.36), 0.52, sunSide));
  if (random.uniform() < 0.7)
    layers.push(mountains(random, shoreY - uniformBetween(random, 0.12, 0.18), sunSide));
  return layers;
}

/** Houses in two rows with trees between them, a church at one of the thirds, lamps along the bank. */
function town(random: Random, shoreY: number, sunSide: number): Shape[] {
  const start = uniformBetween(random, -0.1, 0.12);
  const end = uniformBetween(random, 0.75, 1.05);
  const front = { baseY: shoreY - 0.014, distance: 0.03, sunSide };
  const back = { baseY: shoreY - 0.05, distance: 0.12, sunSide };
  const churchX = pick(random, [0.3, 0.36, 0.64, 0.7]) + uniformBetween(random, -0.03, 0.03);
  const hasChurch = random.uniform() < 0.65;
  return [
    ...lamps(random, shoreY, sunSide),
    ...trees(random, front, 0, 1, 3, 0.1),
    ...row(random, front, start, end, 0.064, 0.06),
    ...trees(random, { ...front, baseY: shoreY - 0.03 }, 0, 1, 5, 0.17),
    ...(hasChurch ? [tower(random, { ...back, x: churchX }, uniformBetween(random, 0.36, 0.43))] : []),
    ...row(random, back, start + 0.06, end - 0.05, 0.054, 0.08),
    ...trees(random, { ...back, baseY: shoreY - 0.06 }, 0, 1, 6, 0.19),
  ];
}

function row(
  random: Random,
  place: Omit<Place, 'x'>,
  start: number,
  end: number,
  size: number,
  gap: number,
): Shape[] {
  const houses: Shape[] = [];
  for (let x = start; x < end;) {
    const built = house(random, { ...place, x: 0 }, size * uniformBetween(random, 0.9, 1.15));
    houses.push(moved(built, x - built.left));
    x += built.right - built.left + gap * random.uniform() * (random.uniform() < 0.3 ? 3.5 : 0.6);
  }
  return houses;
}

function moved(shape: Shape, dx: number): Shape {
  return { ...shape, left: shape.left + dx, right: shape.right + dx, at: (x, y) => shape.at(x - dx, y) };
}

function trees(
  random: Random,
  place: Omit<Place, 'x'>,
  start: number,
  end: number,
  count: number,
  height: number,
): Shape[] {
  return Array.from({ length: count }, () => {
    const grow = pick(random, [broadTree, broadTree, fir, poplar]);
    return grow(
      random,
      { ...place, x: uniformBetween(random, start, end) },
      height * uniformBetween(random, 0.75, 1.3),
    );
  });
}

function lamps(random: Random, shoreY: number, sunSide: number): Shape[] {
  const spacing = uniformBetween(random, 0.22, 0.34);
  const first = uniformBetween(random, 0.03, 0.2);
  return Array.from({ length: 4 }, (_, index) =>
    streetLamp({ x: first + index * spacing, baseY: shoreY - 0.008, distance: 0, sunSide }, 0.062),
  );
}

function lakeForeground(random: Random, shoreY: number): Shape[] {
  const shapes: Shape[] = [];
  if (random.uniform() < 0.6) shapes.push(reeds(random, random.uniform() < 0.5 ? 'left' : 'right'));
  if (random.uniform() < 0.35)
    shapes.push(jetty(uniformBetween(random, 0.25, 0.75), shoreY, uniformBetween(random, 0.06, 0.1)));
  const boats = random.integer(3);
  for (let index = 0; index < boats; index += 1) {
    const y = uniformBetween(random, shoreY + 0.09, 0.88);
    shapes.push(sailingBoat(random, uniformBetween(random, 0.12, 0.88), y, 0.07 + 0.3 * (y - shoreY)));
  }
  return shapes;
}

function meadowForeground(random: Random, topY: number, sunSide: number): Shape[] {
  const place = { distance: 0, sunSide };
  const edge = random.uniform() < 0.5 ? uniformBetween(random, 0, 0.14) : uniformBetween(random, 0.86, 1);
  const big = pick(random, [broadTree, fir])(
    random,
    { ...place, x: edge, baseY: uniformBetween(random, 0.88, 0.96) },
    0.5,
  );
  const small = broadTree(
    random,
    { ...place, x: uniformBetween(random, 0.2, 0.8), baseY: topY + 0.06 },
    0.16,
  );
  return [big, ...(random.uniform() < 0.5 ? [small] : []), meadow(random, topY)];
}
