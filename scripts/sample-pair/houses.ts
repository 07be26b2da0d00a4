import type { Random } from '../../core/random/random.ts';
import { fromHex, scale, type Rgb } from './colour.ts';
import { fractalNoise, hash, ramp } from './noise.ts';
import { pick, surface, uniformBetween, type Place, type Shape, type Surface } from './shape.ts';

const plaster = [
  '#d8b98a',
  '#cf9f6a',
  '#c98468',
  '#b8694f',
  '#c9a95c',
  '#b79a86',
  '#a9a38f',
  '#8f9f8c',
  '#93a3ad',
] as const;
const tiles = ['#a8503a', '#b8623f', '#8f4a3c', '#6b6570', '#9a5a44'] as const;
const paints = ['#3f6f62', '#4a6f94', '#8a4b3b', '#5d6b4a'] as const;
const glass = fromHex('#eef8ff');
const frame = fromHex('#6b5848');
const brick = fromHex('#8d5a49');
const gableSunlight = 0.74; // the sun stands to one side and behind us

/** Measures of a house whose gable looks at us and whose long side runs away to one side. */
interface House extends Place {
  /** 1: the long side is right of the gable, -1: left. */
  readonly facing: number;
  readonly gableWidth: number;
  readonly wallHeight: number;
  readonly roofHeight: number;
  readonly sideLength: number;
  readonly wall: Rgb;
  readonly roof: Rgb;
  readonly paint: Rgb;
  readonly floors: number;
  readonly seed: number;
}

/** A house; `size` is the height of one floor. */
export function house(random: Random, place: Place, size: number): Shape {
  const floors = 1 + random.integer(random.uniform() < 0.35 ? 3 : 2);
  const gableWidth = size * uniformBetween(random, 1.7, 2.4);
  return houseShape({
    ...place,
    facing: random.uniform() < 0.5 ? 1 : -1,
    gableWidth,
    wallHeight: size * floors,
    roofHeight: gableWidth * uniformBetween(random, 0.42, 0.6),
    sideLength: size * uniformBetween(random, 0.6, 2.6),
    wall: fromHex(pick(random, plaster)),
    roof: fromHex(pick(random, tiles)),
    paint: fromHex(pick(random, paints)),
    floors,
    seed: random.integer(1 << 20),
  });
}

function houseShape(house: House): Shape {
  const far = house.x + house.facing * (house.gableWidth + house.sideLength);
  return {
    left: Math.min(house.x, far) - 0.01,
    right: Math.max(house.x, far) + 0.01,
    top: house.baseY - house.wallHeight - house.roofHeight * 1.35,
    bottom: house.baseY,
    at: (x, y) => houseAt(house, (x - house.x) * house.facing, house.baseY - y),
  };
}

/** `along` runs from the free edge of the gable towards the long side, `up` from the ground. */
function houseAt(house: House, along: number, up: number): Surface | undefined {
  const { gableWidth, wallHeight, sideLength } = house;
  if (isRoof(house, along, up)) return roofAt(house, along, up);
  if (up > wallHeight)
    return isUnderGable(house, along, up) ? gableAt(house, along, up) : chimneyAt(house, along, up);
  if (along < 0 || along > gableWidth + sideLength * 0.985) return undefined;
  return along <= gableWidth ? gableAt(house, along, up) : sideAt(house, along, up);
}

/** The roof of the long side, and its edge along the gable. */
function isRoof(
  { gableWidth, wallHeight, roofHeight, sideLength }: House,
  along: number,
  up: number,
): boolean {
  const slope = (up - wallHeight) / roofHeight; // 0 at the eaves, 1 at the ridge
  const half = gableWidth / 2;
  const fromEdge = along - gableWidth + slope * half;
  if (slope > -0.06 && slope <= 1 && fromEdge >= 0 && fromEdge <= sideLength) return true;
  const fromVerge = half - along - half * (1 - slope);
  return up > wallHeight * 0.97 && slope <= 1.03 && along <= half && Math.abs(fromVerge) < 0.0065;
}

function isUnderGable({ gableWidth, wallHeight, roofHeight }: House, along: number, up: number): boolean {
  return Math.abs(along - gableWidth / 2) < (gableWidth / 2) * (1 - (up - wallHeight) / roofHeight);
}

function gableAt(house: House, along: number, up: number): Surface {
  const columns = house.gableWidth > 0.15 ? 3 : 2;
  const opening =
    up < house.wallHeight
      ? (doorAt(house, along, up, columns) ??
        openingAt(house, { along, up, width: house.gableWidth, columns, wall: 0 }))
      : atticAt(house, along, up);
  return opening ?? wallAt(house, up, gableSunlight, along);
}

function sideAt(house: House, along: number, up: number): Surface {
  const { gableWidth, sideLength, wallHeight } = house;
  const sunlight = house.facing === house.sunSide ? 1 : 0.26;
  const underEaves = ramp(0.018, 0.006, wallHeight - up);
  const columns = Math.max(1, Math.round(sideLength / (house.wallHeight / house.floors) / 0.8));
  const opening = openingAt(house, { along: along - gableWidth, up, width: sideLength, columns, wall: 1 });
  return opening ?? wallAt(house, up, sunlight * (1 - 0.6 * underEaves), along);
}

function wallAt(house: House, up: number, sunlight: number, along: number): Surface {
  const stain = 0.9 + 0.2 * fractalNoise(along * 30, up * 30, 2, house.seed);
  return surface(scale(house.wall, stain), {
    sunlight,
    openness: 0.72 + 0.28 * ramp(0, house.wallHeight, up),
    distance: house.distance,
  });
}

function roofAt(house: House, along: number, up: number): Surface {
  const row = 0.88 + 0.24 * hash(Math.floor(up * 110), Math.floor(along * 60), house.seed);
  const sunlight = house.facing === house.sunSide ? 1 : 0.42;
  return surface(scale(house.roof, row), { sunlight, distance: house.distance });
}

function chimneyAt(house: House, along: number, up: number): Surface | undefined {
  const { gableWidth, sideLength, wallHeight, roofHeight, distance } = house;
  const offset = Math.abs(along - gableWidth / 2 - sideLength * 0.55);
  const above = (up - wallHeight) / roofHeight;
  if (offset > 0.011 || above < 0.9 || above > 1.28) return undefined;
  return surface(above > 1.2 ? scale(brick, 0.6) : brick, { sunlight: 0.7, distance });
}

/** The window under the ridge. */
function atticAt(house: House, along: number, up: number): Surface | undefined {
  const dx = Math.abs(along - house.gableWidth / 2);
  const dy = Math.abs(up - house.wallHeight - house.roofHeight * 0.3);
  return dx < 0.014 && dy < 0.016 ? pane(house, dx < 0.0105 && dy < 0.0125) : undefined;
}

/** A point of a wall that has `columns` windows side by side on every floor. */
interface WallPoint {
  readonly along: number;
  readonly up: number;
  readonly width: number;
  readonly columns: number;
  readonly wall: number;
}

/** Windows with shutters. Closed shutters stay dark at dusk. */
function openingAt(house: House, { along, up, width, columns, wall }: WallPoint): Surface | undefined {
  const [floorHeight, bay] = [house.wallHeight / house.floors, width / columns];
  const [floor, column] = [Math.floor(up / floorHeight), Math.floor(along / bay)];
  const dx = Math.abs(along / bay - column - 0.5) * bay;
  const dy = Math.abs(up / floorHeight - floor - 0.54) * floorHeight;
  const [halfWidth, halfHeight] = [Math.min(0.016, bay * 0.3), floorHeight * 0.27];
  if (dy > halfHeight || dx > halfWidth * 1.55) return undefined;
  const isClosed = hash(column, floor, house.seed + wall) < 0.22;
  if (dx > halfWidth) return isClosed || hash(0, 0, house.seed) < 0.5 ? undefined : painted(house);
  return isClosed ? painted(house) : pane(house, dx < halfWidth - 0.003 && dy < halfHeight - 0.003);
}

/** The door stands where the last window of the ground floor would be; above it the wall is bare. */
function doorAt(house: House, along: number, up: number, columns: number): Surface | undefined {
  const bay = house.gableWidth / columns;
  if (along < house.gableWidth - bay || up > house.wallHeight / house.floors) return undefined;
  const dx = Math.abs(along - house.gableWidth + bay / 2);
  return dx < 0.015 && up < 0.045 ? painted(house) : wallAt(house, up, gableSunlight, along);
}

function painted({ paint, distance }: House): Surface {
  return surface(paint, { sunlight: 0.7, openness: 0.8, distance });
}

function pane({ distance }: House, isGlass: boolean): Surface {
  return isGlass ? surface(glass, { sunlight: 0.65, distance, lamp: 1 }) : surface(frame, { distance });
}
