import { expect, test } from 'vitest';
import { cameraFacts } from './camera-facts.ts';
import { drawnSharp } from './pictures-stand-in.ts';
import { openPicture } from './open-picture.ts';

interface Tags {
  readonly make?: string;
  readonly model?: string;
  readonly taken?: string;
  readonly offset?: string;
}

/** What cameras write, read from a JPEG that holds it. */
async function factsOf({ make, model, taken, offset }: Tags) {
  const bytes = await drawnSharp(1)
    .jpeg()
    .withExif({
      IFD0: { ...(make !== undefined && { Make: make }), ...(model !== undefined && { Model: model }) },
      IFD2: {
        ...(taken !== undefined && { DateTimeOriginal: taken }),
        ...(offset !== undefined && { OffsetTimeOriginal: offset }),
      },
    })
    .toBuffer();
  return cameraFacts((await openPicture(bytes)).header.exif);
}

test('camera facts: a block of garbage holds none', () => {
  expect(cameraFacts(Buffer.from('Exif\0\0II*\0\xff\xff\xff\xff', 'latin1'))).toEqual({});
  expect(cameraFacts(new Uint8Array(3))).toEqual({});
  expect(cameraFacts(undefined)).toEqual({});
});

test.each(['0000:00:00 00:00:00', '2024-05-17', '2024:13:45 99:00:00', '    :  :     :  :  '])(
  'camera facts: "%s" is no time',
  async (taken) => {
    expect(await factsOf({ taken })).toEqual({});
  },
);

test('camera facts: the model is named with its maker once', async () => {
  expect(await factsOf({ make: 'Canon', model: 'Canon EOS 5D' })).toEqual({ camera: 'Canon EOS 5D' });
  expect(await factsOf({ make: 'NIKON CORPORATION', model: 'NIKON Z 6' })).toEqual({ camera: 'NIKON Z 6' });
  expect(await factsOf({ make: 'Google', model: 'Pixel 8' })).toEqual({ camera: 'Google Pixel 8' });
});

test('camera facts: control and direction characters are left out', async () => {
  expect(await factsOf({ model: 'a\u0007b' })).toEqual({ camera: 'ab' });
});

test('camera facts: a time with its offset is a moment, without one the time of this place', async () => {
  expect(await factsOf({ taken: '2024:05:17 18:30:00', offset: '+02:00' })).toEqual({
    takenMs: Date.UTC(2024, 4, 17, 16, 30),
  });
  expect(await factsOf({ taken: '2024:05:17 18:30:00' })).toEqual({
    takenMs: new Date(2024, 4, 17, 18, 30).getTime(),
  });
});
