import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { CurveLook } from './curve-looks.ts';
import { rangeOf, tickOf } from './smooth.ts';

export interface PlotData {
  readonly steps: readonly number[];
  /** As measured, then smoothed, of each curve. */
  readonly raw: readonly (readonly (number | null)[])[];
  readonly smoothed: readonly (readonly (number | null)[])[];
}

interface PlotOptions {
  readonly looks: readonly CurveLook[];
  readonly isLog: boolean;
  readonly isClipped: () => boolean;
  /** The step under the pointer; null when it leaves. */
  readonly onhover: (step: number | null) => void;
  readonly onpick: (step: number) => void;
  readonly onzoom: (range: readonly [number, number] | null) => void;
}

const heightLeast = 120;

/** One chart of curves; whoever makes it destroys it. The zoom stays when data comes. */
export class CurvePlot {
  readonly #plot: uPlot;
  readonly #options: PlotOptions;
  readonly #observers: readonly { disconnect(): void }[];
  #cursor: number | undefined;
  #gaps: readonly number[] = [];
  #data: PlotData = { steps: [], raw: [], smoothed: [] };
  #zoom: readonly [number, number] | null = null;
  /** Of the axis of values. */
  #ends: [number, number] = [0.1, 1];

  constructor(element: HTMLElement, options: PlotOptions) {
    this.#options = options;
    const colour = (name: string) => (): string => getComputedStyle(element).getPropertyValue(name).trim();
    this.#plot = new uPlot(this.#setUp(element, options, colour), [[]], element);
    const size = new ResizeObserver(() => this.#plot.setSize(sizeOf(element)));
    size.observe(element);
    const theme = new MutationObserver(() => this.#plot.redraw());
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.#observers = [size, theme];
    this.#plot.over.addEventListener('pointerleave', () => options.onhover(null));
    this.#plot.over.addEventListener('click', () => this.#pick(options.onpick));
    this.#plot.over.addEventListener('dblclick', () => options.onzoom(null));
  }

  get canvas(): HTMLCanvasElement {
    return this.#plot.ctx.canvas;
  }

  show(data: PlotData, zoom: readonly [number, number] | null): void {
    const { steps, raw, smoothed } = data;
    [this.#data, this.#zoom] = [data, zoom];
    this.#plot.setData(
      [[...steps], ...raw.map((all) => [...all]), ...smoothed.map((all) => [...all])],
      false,
    );
    this.#scale();
  }

  /** Series by their places among the curves; both lines of a curve. */
  showOnly(isShown: readonly boolean[], isRawShown: boolean): void {
    isShown.forEach((show, i) => {
      this.#plot.setSeries(1 + i, { show: show && isRawShown });
      this.#plot.setSeries(1 + isShown.length + i, { show });
    });
    this.#scale();
  }

  mark(step: number | undefined, gaps: readonly number[]): void {
    [this.#cursor, this.#gaps] = [step, gaps];
    this.#plot.redraw(false);
  }

  destroy(): void {
    this.#observers.forEach((observer) => observer.disconnect());
    this.#plot.destroy();
  }

  #scale(): void {
    const { steps } = this.#data;
    const [min, max] = this.#zoom ?? [steps[0] ?? 0, steps.at(-1) ?? 1];
    this.#ends = this.#range(min, max);
    this.#plot.setScale('x', { min, max: Math.max(max, min + 1) });
    this.#plot.setScale('y', { min: this.#ends[0], max: this.#ends[1] });
  }

  #setUp(element: HTMLElement, options: PlotOptions, colour: (name: string) => () => string): uPlot.Options {
    const { looks, isLog } = options;
    const axis = {
      stroke: colour('--ink-soft'),
      font: `12px ${getComputedStyle(element).fontFamily}`,
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { show: false },
    };
    const line = ({ colour: number, dash }: CurveLook, alpha: number): uPlot.Series => ({
      stroke: colour(`--curve-${number}`),
      width: alpha === 1 ? 2 : 1,
      alpha,
      dash: [...dash],
      points: { show: false },
      spanGaps: false,
    });
    return {
      ...sizeOf(element),
      legend: { show: false },
      padding: [10, 12, 0, 0],
      series: [{}, ...looks.map((look) => line(look, 0.25)), ...looks.map((look) => line(look, 1))],
      axes: [
        { ...axis, size: 32, values: (_, splits) => splits.map(tickOf) },
        { ...axis, size: 52 },
      ],
      scales: {
        x: { time: false },
        y: { distr: isLog ? 3 : 1, range: () => this.#ends },
      },
      cursor: { drag: { x: true, y: false, setScale: false }, points: { show: false }, y: false },
      hooks: {
        setCursor: [({ cursor, data }) => this.#hover(cursor, data[0], options.onhover)],
        setSelect: [(plot) => this.#select(plot, options.onzoom)],
        draw: [(plot) => this.#drawMarks(plot, colour)],
      },
    };
  }

  /** Of what is shown, with a margin. */
  #range(from: number, to: number): [number, number] {
    const { steps, raw, smoothed } = this.#data;
    const first = steps.findIndex((step) => step >= from);
    const after = steps.findIndex((step) => step > to);
    const seen = [...raw, ...smoothed].flatMap((values, i) =>
      this.#plot.series[i + 1]!.show ? [values.slice(first, after === -1 ? undefined : after)] : [],
    );
    const [low, high] = rangeOf(seen, { isClipped: this.#options.isClipped() }) ?? [0.1, 1];
    if (this.#options.isLog) return [low * 0.9, Math.max(high, low * 1.1) * 1.1];
    const margin = (high - low || Math.abs(high) || 1) * 0.06;
    return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
  }

  #hover({ idx, left }: uPlot.Cursor, steps: ArrayLike<number>, onhover: PlotOptions['onhover']): void {
    const isInside = left !== undefined && left >= 0 && typeof idx === 'number';
    if (isInside) onhover(steps[idx] ?? null);
  }

  #pick(onpick: PlotOptions['onpick']): void {
    const { idx } = this.#plot.cursor;
    const step = typeof idx === 'number' ? this.#plot.data[0][idx] : undefined;
    if (step !== undefined && this.#plot.select.width === 0) onpick(step);
  }

  #select(plot: uPlot, onzoom: PlotOptions['onzoom']): void {
    const { left, width } = plot.select;
    if (width < 4) return;
    onzoom([plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')]);
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  }

  #drawMarks(plot: uPlot, colour: (name: string) => () => string): void {
    const { ctx, bbox } = plot;
    const line = (step: number, stroke: string, dash: number[]): void => {
      const x = plot.valToPos(step, 'x', true);
      if (x < bbox.left || x > bbox.left + bbox.width) return;
      ctx.strokeStyle = stroke;
      ctx.setLineDash(dash);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    };
    ctx.save();
    ctx.lineWidth = devicePixelRatio;
    this.#gaps.forEach((step) => line(step, colour('--warn')(), [4, 4]));
    if (this.#cursor !== undefined) line(this.#cursor, colour('--accent')(), []);
    ctx.restore();
  }
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): { width: number; height: number } {
  return { width: Math.max(100, clientWidth), height: Math.max(heightLeast, clientHeight) };
}
