import type { Photo } from '../image/photo.ts';
import { planesFromSamples, type Rectangle } from '../image/pixels.ts';

/**
 * A rectangle of a photo as float32 in [-1, 1], planar [3, height, width]. What lies right of or below the photo is its
 * mirror image, again and again where the photo is small.
 */
export function readArea(photo: Photo, area: Rectangle): Float32Array {
  const right = Math.min(area.left + area.width, photo.widthPixels);
  const bottom = Math.min(area.top + area.height, photo.heightPixels);
  if (right === area.left + area.width && bottom === area.top + area.height)
    return planesFromSamples(photo.rgb, photo.widthPixels, area);
  const columns = mirrored(area.left, area.width, photo.widthPixels);
  const rows = mirrored(area.top, area.height, photo.heightPixels);
  const inside = {
    left: least(columns),
    top: least(rows),
    width: most(columns) - least(columns) + 1,
    height: most(rows) - least(rows) + 1,
  };
  return gather(planesFromSamples(photo.rgb, photo.widthPixels, inside), inside, { columns, rows });
}

/** Indices start, start + 1, ... thrown back at the last one without repeating it: 0 1 2 1 0 1 2 for three. */
function mirrored(start: number, count: number, length: number): Int32Array {
  const period = Math.max(1, 2 * (length - 1));
  return Int32Array.from({ length: count }, (_, i) => {
    const position = (start + i) % period;
    return position < length ? position : period - position;
  });
}

function least(indices: Int32Array): number {
  return indices.reduce((smallest, index) => Math.min(smallest, index));
}

function most(indices: Int32Array): number {
  return indices.reduce((largest, index) => Math.max(largest, index));
}

function gather(
  planes: Float32Array,
  inside: Rectangle,
  { columns, rows }: { columns: Int32Array; rows: Int32Array },
): Float32Array {
  const gathered = new Float32Array(3 * rows.length * columns.length);
  let to = 0;
  for (let channel = 0; channel < 3; channel++) {
    const plane = channel * inside.width * inside.height;
    for (const row of rows) {
      const start = plane + (row - inside.top) * inside.width - inside.left;
      for (let x = 0; x < columns.length; x++) gathered[to++] = planes[start + columns[x]!]!;
    }
  }
  return gathered;
}
