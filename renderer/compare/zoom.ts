/** Pixels of the page, or of a picture. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Place extends Size {
  readonly left: number;
  readonly top: number;
}

/** Where a person looks: page pixels for each picture pixel, and the picture's point in the middle as fractions of it. */
export interface View {
  readonly scale: number | 'fit';
  readonly centre: Point;
}

export const wholePicture: View = { scale: 'fit', centre: { x: 0.5, y: 0.5 } };
const largestScale = 8;

/** The scale at which a picture just fits a pane. */
export function fitScale(picture: Size, pane: Size): number {
  return Math.min(pane.width / picture.width, pane.height / picture.height) || 1;
}

export function scaleOf(view: View, picture: Size, pane: Size): number {
  return view.scale === 'fit' ? fitScale(picture, pane) : view.scale;
}

/** Where the picture lies in its pane: centred where it is smaller, without a gap at the edges where it is larger. */
export function placeOf(view: View, picture: Size, pane: Size): Place {
  const scale = scaleOf(view, picture, pane);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return {
    width,
    height,
    left: offset(view.centre.x, width, pane.width),
    top: offset(view.centre.y, height, pane.height),
  };
}

/** Zooms by a factor around a point of the pane, which stays where it is. */
export function zoomed(view: View, factor: number, at: Point, picture: Size, pane: Size): View {
  const fit = fitScale(picture, pane);
  const before = scaleOf(view, picture, pane);
  const scale = Math.min(Math.max(before * factor, Math.min(fit, 1)), Math.max(fit, largestScale));
  if (factor < 1 && before > fit && scale <= fit) return wholePicture;
  const place = placeOf(view, picture, pane);
  const centre = {
    x: centreFor((at.x - place.left) / place.width, at.x, picture.width * scale, pane.width),
    y: centreFor((at.y - place.top) / place.height, at.y, picture.height * scale, pane.height),
  };
  return { scale, centre };
}

/** Moves the picture by page pixels, no farther than its edges. */
export function panned(view: View, by: Point, picture: Size, pane: Size): View {
  const place = placeOf(view, picture, pane);
  const centre = {
    x: centreFor(0, place.left + by.x, place.width, pane.width),
    y: centreFor(0, place.top + by.y, place.height, pane.height),
  };
  return { ...view, centre };
}

/** The centre at which the point `fraction` of a side of `length` pixels lies at `at`, kept where there is no gap. */
function centreFor(fraction: number, at: number, length: number, pane: number): number {
  if (length <= pane) return 0.5;
  const centre = fraction + (pane / 2 - at) / length;
  const margin = pane / 2 / length;
  return Math.min(Math.max(centre, margin), 1 - margin);
}

function offset(centre: number, length: number, pane: number): number {
  if (length <= pane) return (pane - length) / 2;
  return Math.min(0, Math.max(pane - length, pane / 2 - centre * length));
}

/** Whether two panes are better beside each other or one above the other. */
export function splitOf(picture: Size, stage: Size): 'row' | 'column' {
  const beside = fitScale(picture, { width: stage.width / 2, height: stage.height });
  const above = fitScale(picture, { width: stage.width, height: stage.height / 2 });
  return beside >= above ? 'row' : 'column';
}

/** The part of the pane in which the picture can be seen, from left to right. */
function visible(place: Place, pane: Size): { readonly from: number; readonly length: number } {
  const from = Math.max(0, place.left);
  return { from, length: Math.max(1, Math.min(pane.width, place.left + place.width) - from) };
}

/** Pixels from the left edge of the pane at which the divider stands, for a position of 0 to 1. */
export function dividerAt(position: number, place: Place, pane: Size): number {
  const { from, length } = visible(place, pane);
  return from + position * length;
}

/** The position of 0 to 1 for a divider at some pixels from the left edge of the pane. */
export function positionAt(pixels: number, place: Place, pane: Size): number {
  const { from, length } = visible(place, pane);
  return Math.min(1, Math.max(0, (pixels - from) / length));
}
