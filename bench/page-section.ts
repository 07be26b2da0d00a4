/**
 * Puts text between the two markers of that name in a page and leaves the rest alone; undefined when the markers are not there
 * once each and in order.
 */
export function replaceSection(page: string, text: string, name = 'bench'): string | undefined {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  const areOnce = from === page.lastIndexOf(start) && to === page.lastIndexOf(end);
  if (from < 0 || to < from || !areOnce) return undefined;
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}
