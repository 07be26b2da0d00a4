import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sessionSettings } from '../../core/engine/create-step-runner.ts';
import { encodeGraph } from '../../core/engine/lowering/encode-graph.ts';
import { compileStep, traceStep } from '../../core/engine/run/compile-step.ts';
import { createOnnxStepRunner } from '../../core/engine/run/onnx-step-runner.ts';
import { cachedSession } from '../../core/engine/run/session-cache.ts';
import type { Step } from '../../core/engine/step.ts';
import { buildTrainStep, initialState } from '../../core/training/train-step.ts';
import { markdownTable } from '../markdown-table.ts';
import { exportGenerator } from './export-generator.ts';
import { operatorTimes, type OperatorTime } from './operator-times.ts';
import { withTemporaryFolder } from './temporary-folder.ts';
import { noise, trainingInputs } from './training-inputs.ts';
import { method, paperOptions, type TrialWork } from './trial-work.ts';

const untimedRuns = 2;
const shownOperators = 25;
const shownShapes = 40;

/** Where the time of a training step and of a translation goes, by operator and by shape, as tables. */
export async function measureOperators(work: TrialWork): Promise<string> {
  const training = await withTemporaryFolder((folder) => profileTraining(work, folder));
  const translation = await withTemporaryFolder((folder) => profileTranslation(work, folder));
  return [...tables('Training step', training), ...tables('Translation', translation)].join('\n');
}

async function profileTraining(work: TrialWork, folder: string): Promise<unknown[]> {
  const options = paperOptions(work);
  const step = buildTrainStep(method, options);
  const { graph, ports } = compileStep(step, traceStep(step));
  const session = await profiledSession(encodeGraph(graph, { name: step.name }), folder, work.threads);
  const runner = createOnnxStepRunner(step, session, ports);
  runner.setState(initialState(method, options));
  const inputs = trainingInputs(step, method, options);
  return profiled(folder, work, session, () => runner.run(inputs));
}

/** The exported generator, run as a step without state. */
async function profileTranslation(work: TrialWork, folder: string): Promise<unknown[]> {
  const dims = [1, 3, work.sizePixels, work.sizePixels];
  const bytes = exportGenerator(work, initialState(method, paperOptions(work)));
  const session = await profiledSession(bytes, folder, work.threads);
  const step: Step = {
    name: 'translate',
    state: {},
    inputs: { image: { shape: dims, dtype: 'float32' } },
    run: () => ({ state: {}, outputs: {} }),
  };
  const runner = createOnnxStepRunner(step, session, {
    state: [],
    inputs: [{ name: 'image', input: 'image' }],
    outputs: [{ name: 'translated', output: 'translated', dims }],
  });
  const image = noise(3 * work.sizePixels ** 2, 0);
  return profiled(folder, work, session, () => runner.run({ image }));
}

type Session = Awaited<ReturnType<typeof cachedSession>>;

/** As the step runner's, with the profiler on. */
function profiledSession(bytes: Uint8Array, folder: string, threads: number): Promise<Session> {
  return cachedSession(bytes, join(folder, 'cache'), {
    ...sessionSettings(threads),
    enableProfiling: true,
    profileFilePrefix: join(folder, 'profile'),
  });
}

async function profiled(
  folder: string,
  { repeats }: TrialWork,
  session: Session,
  run: () => Promise<unknown>,
): Promise<unknown[]> {
  for (let i = 0; i < untimedRuns + repeats; i++) await run();
  session.endProfiling();
  const name = (await readdir(folder)).find((entry) => entry.startsWith('profile'))!;
  const events = JSON.parse(await readFile(join(folder, name), 'utf8')) as unknown[];
  await session.release();
  return events;
}

function tables(title: string, profile: readonly unknown[]): string[] {
  const { byOperator, byShape } = operatorTimes(profile);
  const total = byOperator.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return [
    `${title}: ${total.toFixed(1)} ms in operators (each node's shortest run)`,
    '',
    operatorTable('Operator', byOperator.slice(0, shownOperators), total),
    '',
    operatorTable('Operator and shapes', byShape.slice(0, shownShapes), total),
    '',
  ];
}

function operatorTable(title: string, rows: readonly OperatorTime[], total: number): string {
  return markdownTable(
    [
      { title: 'ms', isNumber: true },
      { title: 'part', isNumber: true },
      { title: 'nodes', isNumber: true },
      { title: 'ms a node', isNumber: true },
      { title },
    ],
    rows.map(({ kind, nodes, milliseconds }) => [
      milliseconds.toFixed(2),
      `${((100 * milliseconds) / total).toFixed(1)} %`,
      String(nodes),
      (milliseconds / nodes).toFixed(3),
      kind,
    ]),
  );
}
