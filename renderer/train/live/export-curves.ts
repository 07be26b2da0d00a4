import { csvOfLosses, type LossSeries } from './loss-series.ts';

export function exportCsv(name: string, series: LossSeries): void {
  save(`${name} losses.csv`, new Blob([csvOfLosses(series)], { type: 'text/csv' }));
}

/** A chart with what stands above it. */
export interface ChartPicture {
  readonly title: string;
  readonly labels: readonly {
    readonly text: string;
    readonly colour: number;
    readonly dash: readonly number[];
  }[];
  readonly canvas: HTMLCanvasElement;
}

/** The charts below one another on the page's ground, each below its title and the names of its curves. */
export async function exportPng(name: string, charts: readonly ChartPicture[]): Promise<void> {
  const scale = devicePixelRatio;
  const lineHeight = 22 * scale;
  const headHeight = ({ labels }: ChartPicture): number => lineHeight * (labels.length + 1.5);
  const picture = document.createElement('canvas');
  picture.width = Math.max(1, ...charts.map(({ canvas }) => canvas.width));
  picture.height = Math.max(
    1,
    charts.reduce((sum, chart) => sum + headHeight(chart) + chart.canvas.height, 0),
  );
  const context = picture.getContext('2d')!;
  const colour = (of: string): string => getComputedStyle(document.documentElement).getPropertyValue(of);
  context.fillStyle = colour('--surface');
  context.fillRect(0, 0, picture.width, picture.height);
  let top = 0;
  for (const chart of charts) {
    context.fillStyle = colour('--ink');
    context.font = `600 ${14 * scale}px sans-serif`;
    context.fillText(chart.title, 12 * scale, top + lineHeight);
    context.font = `${13 * scale}px sans-serif`;
    context.lineWidth = 2 * scale;
    chart.labels.forEach((label, i) => {
      const y = top + lineHeight * (i + 2);
      context.strokeStyle = colour(`--curve-${label.colour}`);
      context.setLineDash(label.dash.map((pixels) => pixels * scale));
      context.beginPath();
      context.moveTo(12 * scale, y - 4 * scale);
      context.lineTo(40 * scale, y - 4 * scale);
      context.stroke();
      context.fillText(label.text, 48 * scale, y);
    });
    context.drawImage(chart.canvas, 0, top + headHeight(chart));
    top += headHeight(chart) + chart.canvas.height;
  }
  const file = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
  if (file === null) throw new Error('The curves are too large for one picture. Make the window smaller.');
  save(`${name} losses.png`, file);
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name.replace(/[/\\:*?"<>|]/g, '-');
  link.click();
  URL.revokeObjectURL(link.href);
}
