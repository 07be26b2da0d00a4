export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A Markdown table as the formatter leaves it: columns padded to their widest cell, numbers to the right. */
export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, i) =>
    Math.max(3, title.length, ...rows.map((row) => row[i]!.length)),
  );
  const pad = (text: string, i: number): string =>
    columns[i]!.isNumber ? text.padStart(widths[i]!) : text.padEnd(widths[i]!);
  const line = (cells: readonly string[]): string => `| ${cells.map(pad).join(' | ')} |`;
  const rule = columns.map(({ isNumber }, i) =>
    isNumber ? `${'-'.repeat(widths[i]! - 1)}:` : '-'.repeat(widths[i]!),
  );
  return [line(columns.map(({ title }) => title)), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}
