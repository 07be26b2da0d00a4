/** Shows a picture, given in base64, in an image for as long as that is there: `{@attach bytesAddress(bytes, type)}`. */
export function bytesAddress(base64: string, type: string): (image: HTMLImageElement) => () => void {
  return (image) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type }));
    image.src = address;
    return () => URL.revokeObjectURL(address);
  };
}
