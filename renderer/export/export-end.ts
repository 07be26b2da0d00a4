import type { Exported } from '../../core/contract/translation-contract.ts';
import { formatAmount } from '../ui/format.ts';

/** What an export came to, in one sentence. */
export function exportSummary({ files, folder }: Exported, isBrowser: boolean): string {
  const count = (status: Exported['files'][number]['status']): number =>
    files.filter((file) => file.status === status).length;
  const [done, skipped, failed] = [count('done'), count('skipped'), count('failed')];
  const where = isBrowser ? '' : ` to ${folder}`;
  const only = files.length === 1 ? files[0] : undefined;
  const written =
    done === 1 && only?.status === 'done'
      ? `Exported ${only.name}${where}`
      : `${formatAmount(done, 'file')} exported${where}`;
  const rest = [skipped > 0 ? `${skipped} skipped` : '', failed > 0 ? `${failed} failed` : ''];
  return `${[written, ...rest.filter(Boolean)].join(', ')}.`;
}

/** Whether every file was written. */
export function isAllDone({ files }: Exported): boolean {
  return files.length > 0 && files.every(({ status }) => status === 'done');
}

/** Saves a picture of the core through the browser, under a name. */
export function download(src: string, name: string): void {
  const link = document.createElement('a');
  link.href = src;
  link.download = name;
  link.click();
}
