import { expect, test } from 'vitest';
import { groupCurves, type Curve } from './curve-looks.ts';

const curve = (name: string, group: Curve['group']): Curve => ({
  name,
  label: name,
  reading: `reads ${group}`,
  group,
});

test('curves: no curves make no charts', () => expect(groupCurves([])).toEqual([]));
test('curves: what should fall comes first, generators and discriminators share a chart', () => {
  const groups = groupCurves([
    curve('G', 'generators'),
    curve('D', 'discriminators'),
    curve('cycle', 'reconstruction'),
  ]);
  expect(groups.map(({ looks }) => looks.map((look) => look.curve.name))).toEqual([['cycle'], ['G', 'D']]);
});
test('curves: no two of six curves are drawn alike', () => {
  const six = Array.from({ length: 6 }, (_, i) => curve(`c${i}`, 'other'));
  const drawn = groupCurves(six)[0]!.looks.map(({ dash }) => dash.join(' '));
  expect(new Set(drawn).size).toBe(6);
});
