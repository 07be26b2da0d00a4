import { expect, test } from 'vitest';
import type { RunNews } from '../../contract/training-contract.ts';
import { LiveRuns } from './live-runs.ts';
import { tellEvent } from './tell-event.ts';

const stepEvent = (step: number, dataFraction: number) =>
  ({
    type: 'training-step',
    ...{ run: 'look', step, steps: 100, losses: { cycleX: 1 } },
    ...{ secondsPerStep: 1, dataSeconds: 0, dataFraction, diskFraction: dataFraction / 2, etaSeconds: 9 },
  }) as const;

function watched(): { live: LiveRuns; told: RunNews[]; asked: string[] } {
  const [live, told, asked]: [LiveRuns, RunNews[], string[]] = [new LiveRuns(), [], []];
  live.begin(1, (request) => asked.push(request));
  live.listen(1, (news) => told.push(news));
  return { live, told, asked };
}

test('live runs: a run that does not train cannot be asked for anything', () => {
  const { live, asked } = watched();
  expect([live.ask(2, 'stop'), live.ask(1, 'checkpoint')]).toEqual([false, true]);
  expect(asked).toEqual(['checkpoint']);
});

test('live runs: who comes late hears first where the run stands', () => {
  const { live } = watched();
  tellEvent(stepEvent(7, 0), 5, 1, live);
  const late: RunNews[] = [];
  live.listen(1, (news) => late.push(news));
  expect(late).toMatchObject([{ type: 'step', step: 7, memoryBytes: 5 }]);
});

test('live runs: photos that can no longer be read are told and remembered (D-TRN-002)', () => {
  const { live, told } = watched();
  tellEvent(stepEvent(12, 0), 5, 1, live);
  tellEvent({ type: 'images-lost', run: 'look', paths: ['a/1.png', 'a/2.png', 'b/3.png'] }, 5, 1, live);
  const text = '3 photos can no longer be read; training goes on without them.';
  expect(told.at(-1)).toMatchObject({ type: 'note', note: { step: 12, level: 'warning', text } });
  expect(live.notes(1)).toMatchObject([{ text }]);
});

test('live runs: photos that are lost later are counted with those before, in one note that names them', () => {
  const { live } = watched();
  for (const paths of [['a/1.png'], ['a/1.png', 'b/3.png']])
    tellEvent({ type: 'images-lost', run: 'look', paths }, 5, 1, live);
  const text = '2 photos can no longer be read; training goes on without them.';
  expect(live.notes(1)).toMatchObject([{ text, action: 'files', files: ['a/1.png', 'b/3.png'] }]);
});

test('live runs: too little room for samples is told (D-DSK-002)', () => {
  const { live, told } = watched();
  tellEvent({ type: 'samples-paused', run: 'look', step: 50, freeBytes: 1e9 }, 5, 1, live);
  const text = 'Less than 2 GB free: samples are paused, checkpoints go on.';
  expect(told.at(-1)).toMatchObject({ type: 'note', note: { step: 50, text, action: 'space' } });
});

test('live runs: the wait for pictures is told as the training measured it', () => {
  const { live } = watched();
  tellEvent(stepEvent(1, 0), 5, 1, live);
  tellEvent(stepEvent(2, 0.25), 5, 1, live);
  expect(live.lastStep(1)).toMatchObject({ dataFraction: 0.25, diskFraction: 0.125 });
});
