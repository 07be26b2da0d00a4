/** Shows a PNG, given in base64, in an image for as long as that is there: `{@attach pngAddress(png)}`. */
export function pngAddress(png: string): (image: HTMLImageElement) => () => void {
  return (image) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
    image.src = address;
    return () => URL.revokeObjectURL(address);
  };
}
