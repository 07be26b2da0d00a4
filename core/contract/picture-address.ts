import type { Direction } from './events.ts';

/**
 * Addresses of pictures, relative to the page's picture root: they carry ids, never paths. The host answers an address
 * that it cannot make a picture for with 404.
 */
export const pictureAddress = {
  /** A photo at most 320 pixels long, upright, WebP. */
  thumb: (photoId: number) => `thumb/${photoId}`,
  /** A photo at most 2048 pixels long, upright. */
  view: (photoId: number) => `view/${photoId}`,
  resultThumb: (resultId: number) => `result-thumb/${resultId}`,
  /** A result at most 2048 pixels long. */
  resultView: (resultId: number) => `result-view/${resultId}`,
  /** The result's own file. */
  resultFile: (resultId: number) => `result/${resultId}`,
  /** A photo in a style, at most 128 pixels long. */
  look: (styleId: number, direction: Direction, photoId: number) => `look/${styleId}/${direction}/${photoId}`,
  /** A style on the bundled sample that shows it best, at most 256 pixels long: before and after. */
  styleBefore: (styleId: number, direction: Direction) => `style-before/${styleId}/${direction}`,
  styleAfter: (styleId: number, direction: Direction) => `style-after/${styleId}/${direction}`,
  /** A sample sheet of a run. */
  sample: (runId: number, step: number) => `sample/${runId}/${step}`,
  /** A picture of a dataset version, at most 160 pixels long. */
  datasetImage: (versionId: number, side: 'a' | 'b', index: number) =>
    `dataset/${versionId}/${side}/${index}`,
} as const;
