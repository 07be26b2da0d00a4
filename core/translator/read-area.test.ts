import { expect, test } from 'vitest';
import type { Photo } from '../image/photo.ts';
import { readArea } from './read-area.ts';

/** A photo whose red tells the column, green the row. */
function ruler(widthPixels: number, heightPixels: number): Photo {
  const rgb = new Uint8Array(widthPixels * heightPixels * 3);
  for (let i = 0; i < rgb.length; i += 3) {
    rgb[i] = (i / 3) % widthPixels;
    rgb[i + 1] = Math.floor(i / 3 / widthPixels);
  }
  return { widthPixels, heightPixels, rgb, metadata: { format: 'png' }, warnings: [] };
}

function columnsOf(photo: Photo, left: number, width: number): number[] {
  const area = readArea(photo, { left, top: 0, width, height: 1 });
  return [...area.subarray(0, width)].map((value) => Math.round((value + 1) * 127.5));
}

test('reading an area: beyond the right edge the photo is mirrored without repeating its last column', () => {
  expect(columnsOf(ruler(5, 1), 2, 6)).toEqual([2, 3, 4, 3, 2, 1]);
});

test('reading an area: a photo of one pixel fills any area', () => {
  expect(columnsOf(ruler(1, 1), 0, 5)).toEqual([0, 0, 0, 0, 0]);
});

test('reading an area: a photo much smaller than the area is mirrored again and again', () => {
  expect(columnsOf(ruler(3, 2), 0, 9)).toEqual([0, 1, 2, 1, 0, 1, 2, 1, 0]);
});

test('reading an area: rows are mirrored like columns', () => {
  const area = readArea(ruler(2, 3), { left: 0, top: 1, width: 2, height: 4 });
  const green = [...area.subarray(8, 16)].map((value) => Math.round((value + 1) * 127.5));
  expect(green).toEqual([1, 1, 2, 2, 1, 1, 0, 0]);
});

test('reading an area: inside the photo it is as it stands there', () => {
  expect(columnsOf(ruler(9, 1), 3, 4)).toEqual([3, 4, 5, 6]);
});
