import type { Page } from 'playwright';
import { quantile, type Figure } from './figure.ts';
import { scroll, search } from './in-page.ts';

/** Scrolling and searching the grid of a large library. */
export async function measureGrid(page: Page, trials: number): Promise<readonly Figure[]> {
  const rates: number[] = [];
  const slow: number[] = [];
  const searches: number[] = [];
  for (let trial = 0; trial < trials; trial++)
    for (const pixelsPerFrame of speeds) {
      const frames = await page.evaluate(scroll, { pixelsPerFrame, frames: framesInTrial });
      rates.push(1000 / (frames.reduce((sum, ms) => sum + ms, 0) / frames.length));
      slow.push(quantile(frames, 0.95));
    }
  for (let trial = 0; trial < trials; trial++)
    for (const words of searched) {
      searches.push(await page.evaluate(search, words));
      await page.evaluate(search, '');
    }
  return [
    { what: 'scrolling 100,000 photos', unit: 'frames/s', values: rates, target: { atLeast: 50 } },
    { what: 'scrolling: 95 of 100 frames take at most', unit: 'ms', values: slow },
    { what: 'search box to first photos painted', unit: 'ms', values: searches, target: { atMost: 100 } },
    {
      what: 'search box to first photos, 95 of 100',
      unit: 'ms',
      values: [quantile(searches, 0.95)],
    },
  ];
}

const framesInTrial = 180;
/** A slow turn of the wheel, a fast one, and the thumb of the scroll bar. */
const speeds = [20, 120, 2000];
const searched = ['holiday 77', 'zur', 'img camera:nikon', 'camera:canon', 'dsc5', 'i', 'nowhere'];
