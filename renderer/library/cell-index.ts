/** Index of the photo whose cell was hit by an event; undefined beside photos. */
export function cellIndexOf(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return cell === null ? undefined : Number(cell.dataset['index']);
}
