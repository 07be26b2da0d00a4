import type { CoreEvent } from '../contract/events.ts';
import type { CommandIo } from './command-io.ts';
import { describeError } from './describe-error.ts';
import { newsOf, printableLines } from './news.ts';
import { createMeter, progressOf, renderProgress, type Progress } from './progress.ts';

const secondsBetweenLines = 10;
const secondsBetweenBars = 0.1;

/** Shows events to whoever is there: a bar on a terminal, plain lines elsewhere, JSON lines where asked. */
export interface Reporter {
  event(event: CoreEvent): void;
  /** The answer of a command: `text` for people, `value` as one JSON line. */
  result(value: object, text: string): void;
  error(error: unknown): void;
}

/** A reporter for `--json`: one event a line on stdout; errors also as a sentence on stderr. */
export function createJsonReporter(io: CommandIo): Reporter {
  const line = (value: object) => io.out(`${JSON.stringify(value)}\n`);
  return {
    event: line,
    result: (value) => line({ type: 'result', ...value }),
    error(error) {
      const { code, reason, message, details } = describeError(error);
      line({ type: 'error', code, reason, message, details });
      io.err(printableLines([`${code}: ${message}`]));
    },
  };
}

export function createTextReporter(io: CommandIo): Reporter {
  const meter = createMeter(io.nowSeconds);
  const show = io.isTerminal ? createBar(io) : createLines(io);
  return {
    event(event) {
      const progress = progressOf(event);
      if (progress !== undefined) show.progress(meter(progress));
      const news = newsOf(event);
      if (news.length > 0) show.above(printableLines(news));
    },
    result(_value, text) {
      show.clear();
      if (text !== '') io.out(`${text}\n`);
    },
    error(error) {
      show.clear();
      const { code, message, stack } = describeError(error);
      io.err(printableLines([`${code}: ${message}`]));
      if (stack !== undefined) io.err(`${stack}\n`);
    },
  };
}

interface Display {
  progress(progress: Progress): void;
  above(text: string): void;
  clear(): void;
}

/** One line that is rewritten in place, news scrolling by above it. */
function createBar(io: CommandIo): Display {
  let shown = '';
  let shownAt = -Infinity;
  const erase = () => {
    if (shown !== '') io.err('\r\u001b[K');
    shown = '';
  };
  return {
    progress(progress) {
      const isLast = progress.done >= progress.total;
      if (!isLast && io.nowSeconds() - shownAt < secondsBetweenBars) return;
      shownAt = io.nowSeconds();
      const line = renderProgress(progress, { barWidth: 20, columns: io.columns() - 1 });
      io.err(`\r\u001b[K${line}${isLast ? '\n' : ''}`);
      shown = isLast ? '' : line;
    },
    above(text) {
      const line = shown;
      erase();
      io.err(`${text}${line}`);
      shown = line;
    },
    clear: erase,
  };
}

/** A line now and then: the first, one every ten seconds, the last. */
function createLines(io: CommandIo): Display {
  let label = '';
  let shownAt = -Infinity;
  return {
    progress(progress) {
      const isNew = progress.label !== label;
      const isLast = progress.done >= progress.total;
      if (!isNew && !isLast && io.nowSeconds() - shownAt < secondsBetweenLines) return;
      label = progress.label;
      shownAt = io.nowSeconds();
      io.err(`${renderProgress(progress)}\n`);
    },
    above: (text) => io.err(text),
    clear: () => {},
  };
}
