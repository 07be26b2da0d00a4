/** Puts a picture of the page onto the clipboard as PNG. Throws a sentence where the browser does not let it. */
export async function copyPicture(src: string): Promise<void> {
  if (typeof ClipboardItem === 'undefined') {
    throw new Error('This browser cannot copy pictures. Export the result instead.');
  }
  // Given as a promise, so that the browser still counts it as a person's own act.
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(src) })]);
}

async function pngOf(src: string): Promise<Blob> {
  const image = new Image();
  image.src = src;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The picture is too large to be copied. Export it instead.'));
      else resolve(blob);
    }, 'image/png');
  });
}
