import { describe, expect, test } from 'vitest';
import type { Exported } from '../../core/contract/translation-contract.ts';
import { exportSummary, isAllDone } from './export-end.ts';

const file = (status: 'done' | 'skipped' | 'failed'): Exported['files'][number] => ({
  photoId: 1,
  name: `${status}.jpg`,
  status,
  message: null,
  sizeBytes: 1,
  address: null,
});
const exported = (...files: Exported['files']): Exported => ({
  jobId: 1,
  folder: '/home/ann/Pictures',
  createdMs: 0,
  files,
});

describe('export', () => {
  test('export: nothing written is not all done', () => {
    expect(isAllDone(exported())).toBe(false);
    expect(isAllDone(exported(file('done'), file('skipped')))).toBe(false);
  });

  test('export: failures and skipped files are counted apart', () => {
    const summary = exportSummary(exported(file('done'), file('skipped'), file('failed')), false);
    expect(summary).toBe('1 file exported to /home/ann/Pictures, 1 skipped, 1 failed.');
  });

  test('export: one file is named', () => {
    expect(exportSummary(exported(file('done')), false)).toBe('Exported done.jpg to /home/ann/Pictures.');
  });

  test('export: a browser is not told of a folder', () => {
    expect(exportSummary(exported(file('done')), true)).toBe('Exported done.jpg.');
  });
});
