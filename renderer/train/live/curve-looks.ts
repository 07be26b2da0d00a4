import type { RunInfo } from '../../../core/contract/training-contract.ts';

export type Curve = RunInfo['curves'][number];

/** How a curve is drawn: told apart by dash as well as by colour. */
export interface CurveLook {
  readonly curve: Curve;
  /** A colour of theme: `--curve-1` to `--curve-6`. */
  readonly colour: number;
  readonly dash: readonly number[];
}

export interface CurveGroup {
  readonly title: string;
  readonly reading: string;
  readonly looks: readonly CurveLook[];
}

export const curveColours = 6;
const dashes = [[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 2], [12, 5]] as const;
const titles = {
  reconstruction: 'Reconstruction',
  adversarial: 'Adversarial',
  other: 'Others',
} as const;
type GroupName = keyof typeof titles;

/** The curves of a run in the charts where they are to be compared, those that say most first. */
export function groupCurves(curves: readonly Curve[]): readonly CurveGroup[] {
  return (Object.keys(titles) as GroupName[]).flatMap((name) => {
    const members = curves.filter(({ group }) => groupOf(group) === name);
    if (members.length === 0) return [];
    const looks = members.map((curve, i) => ({
      curve,
      colour: (i % curveColours) + 1,
      dash: dashes[i % dashes.length]!,
    }));
    return [{ title: titles[name], reading: members[0]!.reading, looks }];
  });
}

function groupOf(group: Curve['group']): GroupName {
  return group === 'generators' || group === 'discriminators' ? 'adversarial' : group;
}
