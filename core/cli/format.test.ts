import { expect, test } from 'vitest';
import { formatBytes, formatDuration, formatRate, formatTable, printable } from './format.ts';

test('format: control characters and direction overrides in a name are replaced', () => {
  expect(printable('a\u001b[2Jb\u202egnp.exe\n')).toBe('a\ufffd[2Jb\ufffdgnp.exe\ufffd');
});

test('format: an emoji and an accent in a name are kept', () => {
  expect(printable('café 🦊.jpg')).toBe('café 🦊.jpg');
});

test('format: a negative duration reads as nothing left', () => {
  expect(formatDuration(-3)).toBe('0:00');
});

test('format: hours appear only from one hour on', () => {
  expect([formatDuration(59.6), formatDuration(3599), formatDuration(3723)]).toEqual([
    '1:00',
    '59:59',
    '1:02:03', // 3600 + 2 * 60 + 3
  ]);
});

test('format: slow work counts seconds a step and fast work steps a second', () => {
  expect([formatRate(2, 'step'), formatRate(0.02, 'step')]).toEqual(['2.00 s/step', '50.0 steps/s']);
});

test('format: sizes use binary units', () => {
  expect([formatBytes(12), formatBytes(1536), formatBytes(3 * 1024 ** 3)]).toEqual([
    '12 bytes',
    '1.50 KiB',
    '3.00 GiB',
  ]);
});

test('format: a table pads each column to its widest cell', () => {
  expect(
    formatTable(
      ['run', 'step'],
      [
        ['dusk', '12'],
        ['a-long-name', '3'],
      ],
    ),
  ).toBe('run          step\ndusk         12\na-long-name  3');
});
