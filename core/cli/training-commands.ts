import { Option, type Command } from 'commander';
import { CoreError } from '../contract/core-error.ts';
import { errorCodes } from '../contract/error-codes.ts';
import type { MethodForm, OptionField } from '../contract/method-form.ts';
import type { RunSummary, TrainingPace, TrainingRequest, TrainingResult } from '../services/core.ts';
import type { CommandContext } from './context.ts';
import { formatTable } from './format.ts';
import { parseNumber, parseWhole } from './parse-values.ts';

interface TrainOptions extends Readonly<Record<string, unknown>> {
  readonly method: string;
  readonly a?: string;
  readonly b?: string;
  readonly dataset?: string;
  readonly checkpointEvery?: number | undefined;
  readonly sampleEvery?: number | undefined;
}

type PaceOptions = Pick<TrainOptions, 'checkpointEvery' | 'sampleEvery'>;

/** `diptych train | resume | runs`. */
export function addTrainingCommands(program: Command, context: CommandContext): void {
  const train = program
    .command('train [name]')
    .description('train a look on two folders or a dataset')
    .addOption(methodOption(context.methods))
    .option('--a <dir>', 'pictures of the look to translate from')
    .option('--b <dir>', 'pictures of the look to translate to')
    .option('--dataset <name>', 'a dataset imported before, instead of two folders')
    .action(async (name: string | undefined, options: TrainOptions) => {
      const request = trainingRequest(name, options);
      finish(context, await (await context.openCore()).training.start(request, context.work));
    });
  addMethodOptions(train, context.methods);
  addPaceOptions(train);
  const resume = program
    .command('resume [run]')
    .description('continue a run exactly where it stopped (default: the newest unfinished one)')
    .action(async (run: string | undefined, options: PaceOptions) => {
      const { training } = await context.openCore();
      finish(context, await training.resume(run, context.work, trainingPace(options)));
    });
  addPaceOptions(resume);
  program
    .command('runs')
    .description('list the runs')
    .action(async () => {
      const runs = (await context.openCore()).training.list();
      context.reporter.result({ runs }, runTable(runs));
    });
}

function methodOption(methods: readonly MethodForm[]): Option {
  const option = new Option('--method <id>', 'how to train');
  const ids = methods.map(({ id }) => id);
  return ids.length === 0 ? option : option.choices(ids).default(ids[0]);
}

/** The options of all methods as flags; where two methods share a name, the first one's help stands. */
function addMethodOptions(train: Command, methods: readonly MethodForm[]): void {
  const fields = new Map(
    methods.flatMap(({ fields }) => fields.map((field) => [field.name, field] as const)).reverse(),
  );
  for (const field of [...fields.values()].reverse()) train.addOption(fieldOption(field));
}

function fieldOption(field: OptionField): Option {
  const flag = `--${flagName(field.name)}`;
  const help =
    field.defaultValue === undefined ? field.help : `${field.help} (default: ${field.defaultValue})`;
  switch (field.kind) {
    case 'switch':
      return field.defaultValue
        ? new Option(`--no-${flagName(field.name)}`, `switch off: ${field.help}`)
        : new Option(flag, field.help);
    case 'choice':
      return new Option(`${flag} <choice>`, help).choices(field.choices);
    case 'integer':
      return new Option(`${flag} <n>`, help).argParser(parseWhole);
    case 'number':
      return new Option(`${flag} <x>`, help).argParser(parseNumber);
  }
}

/** `lambdaCycle` -> `lambda-cycle`, which commander turns back. */
function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function addPaceOptions(command: Command): void {
  command
    .option('--checkpoint-every <n>', 'steps between checkpoints, besides one in ten minutes', parseWhole)
    .option('--sample-every <n>', 'steps between sample sheets', parseWhole);
}

function trainingPace({ checkpointEvery, sampleEvery }: PaceOptions): TrainingPace {
  return {
    ...(checkpointEvery !== undefined && { checkpointSteps: checkpointEvery }),
    ...(sampleEvery !== undefined && { sampleSteps: sampleEvery }),
  };
}

function trainingRequest(name: string | undefined, all: TrainOptions): TrainingRequest {
  const { method, a, b, dataset, checkpointEvery, sampleEvery, ...options } = all;
  const pace = trainingPace({ checkpointEvery, sampleEvery });
  return { name, method, data: trainingData(a, b, dataset), options, pace };
}

function trainingData(a?: string, b?: string, dataset?: string): TrainingRequest['data'] {
  if (dataset !== undefined && a === undefined && b === undefined) return dataset;
  if (dataset === undefined && a !== undefined && b !== undefined) return { a, b };
  throw new CoreError(
    'invalid-option',
    'Training needs pictures: give two folders with --a DIR --b DIR, or one dataset with --dataset NAME.',
  );
}

function finish(context: CommandContext, result: TrainingResult): void {
  context.reporter.result({ training: result }, '');
  if (result.status === 'paused') context.setExitCode(errorCodes.cancelled.exitCode);
}

function runTable(runs: readonly RunSummary[]): string {
  if (runs.length === 0) return 'No runs yet. Start one with: diptych train --a DIR --b DIR';
  return formatTable(
    ['run', 'method', 'dataset', 'status', 'step', 'started'],
    runs.map(({ name, method, dataset, status, step, steps, createdAt }) => [
      name,
      method,
      dataset,
      status,
      `${step}/${steps}`,
      createdAt.slice(0, 16).replace('T', ' '),
    ]),
  );
}
