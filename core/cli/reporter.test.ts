import { expect, test } from 'vitest';
import { CoreError } from '../contract/core-error.ts';
import type { CoreEvent } from '../contract/events.ts';
import type { CommandIo } from './command-io.ts';
import { createJsonReporter, createTextReporter } from './reporter.ts';

function stubIo({ isTerminal }: { readonly isTerminal: boolean }) {
  const written = { out: '', err: '', now: 0 };
  const io: CommandIo = {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    isTerminal,
    columns: () => 60,
    nowSeconds: () => written.now,
  };
  return { io, written };
}

const reading = (done: number): CoreEvent => ({
  type: 'dataset-progress',
  dataset: 'dusk',
  done,
  total: 100,
});

test('reporter: an unforeseen error shows its stack to be reported', () => {
  const { io, written } = stubIo({ isTerminal: false });
  createTextReporter(io).error(new TypeError('x is undefined'));
  expect(written.err).toMatch(/^D-APP-001: .*x is undefined.*\nTypeError: x is undefined\n\s+at /);
});

test('reporter: a foreseen error is one line with its code', () => {
  const { io, written } = stubIo({ isTerminal: false });
  createTextReporter(io).error(new CoreError('empty-folder', 'The folder is empty. Put pictures in it.'));
  expect(written.err).toBe('D-SET-002: The folder is empty. Put pictures in it.\n');
});

test('reporter: S-14 a file name in an error cannot rewrite the terminal', () => {
  const { io, written } = stubIo({ isTerminal: true });
  createTextReporter(io).error(new CoreError('not-a-file', '"\u001b[2J.jpg" is a folder.'));
  expect(written.err).not.toContain('\u001b[2J');
});

test('reporter: JSON mode gives errors as an event and as a sentence', () => {
  const { io, written } = stubIo({ isTerminal: false });
  createJsonReporter(io).error(new CoreError('empty-folder', 'Empty.', { folder: '/a' }));
  expect([JSON.parse(written.out), written.err]).toEqual([
    {
      type: 'error',
      code: 'D-SET-002',
      reason: 'empty-folder',
      message: 'Empty.',
      details: { folder: '/a' },
    },
    'D-SET-002: Empty.\n',
  ]);
});

test('reporter: JSON mode writes one event a line and nothing else', () => {
  const { io, written } = stubIo({ isTerminal: true });
  const reporter = createJsonReporter(io);
  reporter.event(reading(1));
  reporter.result({ runs: [] }, 'No runs yet.');
  expect(written).toMatchObject({
    out: `${JSON.stringify(reading(1))}\n{"type":"result","runs":[]}\n`,
    err: '',
  });
});

test('reporter: without a terminal progress is a line at the start, every ten seconds and at the end', () => {
  const { io, written } = stubIo({ isTerminal: false });
  const reporter = createTextReporter(io);
  for (let done = 0; done <= 100; done++) {
    written.now = done * 0.3; // 30 s in all: lines at 0, 10.2, 20.4 and 30
    reporter.event(reading(done));
  }
  expect(written.err.match(/\d+\/100/g)).toEqual(['0/100', '34/100', '68/100', '100/100']);
});

test('reporter: on a terminal the bar is rewritten in place', () => {
  const { io, written } = stubIo({ isTerminal: true });
  const reporter = createTextReporter(io);
  reporter.event(reading(50));
  expect(written.err).toBe('\r\u001b[Kreading dusk  [##########----------]  50/100');
});

test('reporter: on a terminal news scroll by above the bar', () => {
  const { io, written } = stubIo({ isTerminal: true });
  const reporter = createTextReporter(io);
  reporter.event(reading(50));
  written.err = '';
  reporter.event({ type: 'warning', message: 'slow disk' });
  expect(written.err).toBe('\r\u001b[Kwarning: slow disk\nreading dusk  [##########----------]  50/100');
});

test('reporter: the answer of a command goes to stdout', () => {
  const { io, written } = stubIo({ isTerminal: true });
  createTextReporter(io).result({}, 'No runs yet.');
  expect(written).toMatchObject({ out: 'No runs yet.\n', err: '' });
});
