const lengthMs = 1600;

/** Moves a divider to both sides and back to the middle; not at all where a person wants little motion. Returns how to stop. */
export function slideOnce(onmove: (position: number) => void, onend: () => void): () => void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    onend();
    return () => undefined;
  }
  let frame = 0;
  const start = performance.now();
  const step = (now: number): void => {
    const fraction = Math.min(1, (now - start) / lengthMs);
    // A swing that dies away: it begins and ends in the middle.
    onmove(0.5 + 0.38 * Math.sin(fraction * 2 * Math.PI) * (1 - fraction * 0.4));
    if (fraction < 1) frame = requestAnimationFrame(step);
    else onend();
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
