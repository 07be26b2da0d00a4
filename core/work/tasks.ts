import type { TaskTable } from './task.ts';

/** Everything that engine processes can do, each loaded when it is first asked for. */
export const tasks = {
  'survey-photos': () => import('./survey-photos-task.ts'),
  'small-picture': () => import('./small-picture-task.ts'),
  'import-dataset': () => import('./import-dataset-task.ts'),
  'next-version': () => import('./next-version-task.ts'),
  'rename-dataset': () => import('./rename-dataset-task.ts'),
  'dataset-thumbnail': () => import('./dataset-thumbnail-task.ts'),
  'check-pictures': () => import('./check-pictures-task.ts'),
  'translate-photo': () => import('./translate-photo-task.ts'),
  preview: () => import('./preview-task.ts'),
  'inspect-model': () => import('./inspect-model-task.ts'),
  'check-model': () => import('./check-model-task.ts'),
  'pack-style': () => import('./pack-style-task.ts'),
  'measure-style': () => import('./measure-style-task.ts'),
  'export-photo': () => import('./export-photo-task.ts'),
  train: () => import('./train-task.ts'),
  probe: () => import('./probe-task.ts'),
  'publish-checkpoint': () => import('./publish-checkpoint-task.ts'),
  'describe-training': () => import('./describe-training-task.ts'),
  'describe-app': () => import('./describe-app-task.ts'),
  'self-test': () => import('./self-test-task.ts'),
  'check-files': () => import('./check-files-task.ts'),
  'check-records': () => import('./check-records-task.ts'),
} as const satisfies TaskTable;
