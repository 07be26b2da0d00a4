import { csvOfLosses, type LossSeries } from './loss-series.ts';

export function exportCsv(name: string, series: LossSeries): void {
  save(`${name} losses.csv`, new Blob([csvOfLosses(series)], { type: 'text/csv' }));
}

/** The charts below one another on the page's ground. */
export async function exportPng(name: string, charts: readonly HTMLCanvasElement[]): Promise<void> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, ...charts.map(({ width }) => width));
  canvas.height = Math.max(
    1,
    charts.reduce((sum, { height }) => sum + height, 0),
  );
  const context = canvas.getContext('2d')!;
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  let top = 0;
  for (const chart of charts) {
    context.drawImage(chart, 0, top);
    top += chart.height;
  }
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (picture === null) throw new Error('The curves are too large for one picture. Make the window smaller.');
  save(`${name} losses.png`, picture);
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name.replace(/[/\\:*?"<>|]/g, '-');
  link.click();
  URL.revokeObjectURL(link.href);
}
