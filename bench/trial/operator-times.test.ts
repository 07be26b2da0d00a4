import { expect, test } from 'vitest';
import { operatorTimes } from './operator-times.ts';

const node = (name: string, operator: string, microseconds: number) => ({
  cat: 'Node',
  name: `${name}_kernel_time`,
  dur: microseconds,
  args: { op_name: operator, input_type_shape: [{ float: [1, 2] }], output_type_shape: [{ float: [2] }] },
});

test('operator times: events that are not kernels are passed over', () => {
  const session = { cat: 'Session', name: 'model_run', dur: 5000 };
  expect(operatorTimes([session, { ...node('a', 'Conv', 5), cat: 'Api' }]).byOperator).toEqual([]);
});

test('operator times: of each node the shortest run counts, the slowest kind comes first', () => {
  const profile = [
    node('a', 'Add', 1000),
    node('b', 'Conv', 9000),
    node('c', 'Conv', 2000),
    node('b', 'Conv', 3000),
  ];
  const { byOperator, byShape } = operatorTimes(profile);
  expect(byOperator).toEqual([
    { kind: 'Conv', nodes: 2, milliseconds: 5 }, // 3 + 2
    { kind: 'Add', nodes: 1, milliseconds: 1 },
  ]);
  expect(byShape[0]!.kind).toBe('Conv [1,2] -> [2]');
});
