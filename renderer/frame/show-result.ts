import type { Job } from '../../core/contract/jobs-contract.ts';
import type { Screen } from '../state/screen.ts';

/** The screen on which the result of a job is; undefined where a job has none to show. */
export function screenOfResult({ subject }: Job): Screen | undefined {
  if (subject === null) return undefined;
  const number = Number(subject.key);
  switch (subject.type) {
    case 'photo':
      return { name: 'translate', photoIds: [number] };
    case 'run':
      return { name: 'train', runId: number };
    case 'dataset':
      return { name: 'train', tab: 'data', dataset: subject.key };
    case 'style':
      return { name: 'models', styleId: number };
    case 'import':
      return { name: 'library' };
    case 'library':
      return { name: 'settings', page: 'library' };
  }
}
