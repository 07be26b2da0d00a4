/** Text from inside a picture without control and direction characters; `undefined` when nothing is left. */
export function cleanText(text: string): string | undefined {
  return (
    text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim() ||
    undefined
  );
}
