import { format } from 'prettier';
import { expect, test } from 'vitest';
import { benchmarkJson, benchmarkMarkdown, type Benchmark } from './report.ts';
import { peerTaking, trialAgainst } from './trials-stand-in.ts';

const benchmark: Benchmark = {
  provenance: {
    measuredAt: '2030-01-31T12:00:00.000Z',
    commit: '0123456789abcdef',
    isDirty: true,
    processor: 'A processor',
    cores: 2,
    memoryGib: 8,
    system: 'Linux 6',
    node: '24.0.0',
  },
  peers: ['python3 peer.py'],
  trials: [trialAgainst(peerTaking(3, 0.5, 40))],
  failures: [
    { case: '128/32/6', trial: 2, who: 'python3 peer.py', why: 'It ended with code 1.\nNo `torch`_*' },
  ],
};

test('report: a peer that failed is named with what it said', () => {
  expect(benchmarkMarkdown(benchmark)).toContain(
    "- 128/32/6, trial 2, `python3 peer.py`: `It ended with code 1. No 'torch'_*`",
  );
});

test('report: machine, commit and date stand above the tables', () => {
  expect(benchmarkMarkdown(benchmark)).toMatch(
    /^Measured on 2030-01-31 at commit `0123456789ab` with uncommitted changes: A processor, 2 cores/,
  );
});

test('report: each row has both sides, the ratio, the target and whether it is met', () => {
  const rows = benchmarkMarkdown(benchmark)
    .split('\n')
    .filter((line) => line.includes('| PyTorch'))
    .map((line) => line.split('|').map((text) => text.trim()));
  expect(rows[0]).toEqual([
    '',
    '128/32/6',
    'training step',
    '2.00 s (2.00 to 2.00)',
    '3.00 s (3.00 to 3.00)',
    'PyTorch',
    '1.50 (1.50 to 1.50)',
    'at least 0.8',
    'yes',
    '',
  ]);
  expect(rows[2]!.slice(3, 9)).toEqual([
    '100 MiB (100 to 100)',
    '40 MiB (40 to 40)',
    'PyTorch',
    '2.50 (2.50 to 2.50)',
    'at most 2.0',
    'no',
  ]);
});

test('report: the formatter finds nothing to change', async () => {
  const text = `${benchmarkMarkdown(benchmark)}\n`;
  expect(await format(text, { parser: 'markdown', printWidth: 110, proseWrap: 'preserve' })).toBe(text);
});

test('report: the JSON holds every trial and the summary', () => {
  const read = JSON.parse(benchmarkJson(benchmark)) as Record<string, unknown>;
  expect(read).toMatchObject({ formatVersion: 1, trials: [{ trial: 1 }], summary: { comparisons: {} } });
});
