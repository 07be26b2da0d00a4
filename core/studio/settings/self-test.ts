import { stat } from 'node:fs/promises';
import type { JobKind } from '../../jobs/job-kind.ts';
import { translatorFile } from '../../services/translator-file.ts';
import type { TranslatorSource } from '../../work/kept-translators.ts';
import type { House } from '../house.ts';

/** What the last test of the processor found, as it is kept in the catalog. */
export interface KeptTest {
  readonly isRight: boolean;
  readonly runtime: string;
  readonly device: string;
  readonly megapixelsPerSecond: number | null;
  readonly testedMs: number;
}

/** The name under which the catalog keeps it. */
export const keptTestKey = 'self-test:cpu';

/** The job that tries out the engine: a known answer, and the speed of the smallest style that there is. */
export function selfTestKind(house: House): JobKind<Record<string, never>> {
  return {
    kind: 'self-test',
    resource: 'translator',
    canPause: false,
    afterCrash: 'requeue',
    async run(_payload, { signal, report }) {
      report({ fraction: null, stage: 'Computing something whose answer is known' });
      const test = await house.engines.run('translator', 'self-test', {}, { signal });
      report({ fraction: 0.5, stage: 'Measuring the speed' });
      const megapixelsPerSecond = await measureSpeed(house, signal);
      const { isRight, runtime, device } = test;
      const kept: KeptTest = { isRight, runtime, device, megapixelsPerSecond, testedMs: Date.now() };
      house.catalog.measurements.set(keptTestKey, kept);
      house.changes.publish({ topic: 'settings' });
      return { summary: summaryOf(kept), outcome: kept, failures: isRight ? 0 : 1 };
    },
  };
}

async function measureSpeed(house: House, signal: AbortSignal): Promise<number | null> {
  const translator = await smallestTranslator(house);
  if (translator === undefined) return null;
  const speed = await house.engines.run('translator', 'measure-style', { translator }, { signal });
  return speed.megapixelsPerSecond;
}

/** Of those whose files are there. */
async function smallestTranslator(house: House): Promise<TranslatorSource | undefined> {
  const found = await Promise.all(
    house.catalog.translators.list().map(async (row) => {
      const path = translatorFile(row, house);
      const sizeBytes = (await stat(path).catch(() => undefined))?.size ?? Infinity;
      return { path, sha256: row.sha256, sizeBytes };
    }),
  );
  const [smallest] = found.toSorted((one, other) => one.sizeBytes - other.sizeBytes);
  return smallest?.sizeBytes === Infinity ? undefined : smallest;
}

function summaryOf({ isRight, device, megapixelsPerSecond }: KeptTest): string {
  const speed = megapixelsPerSecond === null ? '' : `, ${megapixelsPerSecond.toFixed(2)} megapixels a second`;
  return isRight ? `${device} computes right${speed}` : `${device} computes wrong`;
}
