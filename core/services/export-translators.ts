import type { LoadedCheckpoint } from '../checkpoint/load-checkpoint.ts';
import type { RunRecord } from '../checkpoint/run-folder.ts';
import type { Direction } from '../contract/events.ts';
import type { DatasetManifest } from '../dataset/manifest.ts';
import type { Method } from '../training/method.ts';
import type { TrainOptions } from '../training/train-options.ts';
export interface ExportedTranslator {
  readonly name: string;
  readonly direction: Direction;
  readonly domainA: string;
  readonly domainB: string;
  readonly licence: string;
  readonly sha256: string;
  readonly path: string;
}
export async function exportTranslators(
  _: {
    method: Method;
    options: TrainOptions;
    record: RunRecord;
    manifest: DatasetManifest;
    checkpoint: LoadedCheckpoint;
  },
  _folder: string,
): Promise<readonly ExportedTranslator[]> {
  return [];
}
