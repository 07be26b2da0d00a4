import { translatorFile } from '../../services/translator-file.ts';
import type { JobKind } from '../../jobs/job-kind.ts';
import type { House } from '../house.ts';
import { styleOf, translatorsOf } from './find-style.ts';

export interface MeasureStylePayload {
  readonly styleId: number;
}

/** Finds out how fast a style is on this machine. */
export function measureStyleJob(house: House): JobKind<MeasureStylePayload> {
  const { catalog, engines, changes } = house;
  return {
    kind: 'measure-style',
    resource: 'translator',
    canPause: false,
    afterCrash: 'requeue',
    async run({ styleId }, { signal, report }) {
      report({ stage: 'Measuring', fraction: null });
      const { name } = styleOf(catalog, styleId);
      const row = translatorsOf(catalog, styleId)[0];
      if (row === undefined) return { summary: `"${name}" has no file to measure.`, failures: 1 };
      const translator = { path: translatorFile(row, house), sha256: row.sha256 };
      const { megapixelsPerSecond } = await engines.run(
        'translator',
        'measure-style',
        { translator },
        { signal },
      );
      catalog.styles.setSpeed(styleId, megapixelsPerSecond);
      changes.publish({ topic: 'styles', ids: [styleId] });
      const summary = `${megapixelsPerSecond.toPrecision(2)} megapixels a second`;
      return { summary, outcome: { megapixelsPerSecond } };
    },
  };
}
