import { Option, type Command } from 'commander';
import type { Direction } from '../contract/events.ts';
import type { ModelSummary } from '../services/core.ts';
import type { CommandContext } from './context.ts';
import { formatBytes, formatTable } from './format.ts';

interface ExportOptions {
  readonly out: string;
  readonly direction?: Direction;
  readonly overwrite: boolean;
}

/** `diptych models list | export`. */
export function addModelCommands(program: Command, context: CommandContext): void {
  const models = program.command('models').description('the translators that training made');
  models
    .command('list')
    .description('list the translators')
    .action(async () => {
      const found = await (await context.openCore()).models.list();
      context.reporter.result({ models: found }, modelTable(found));
    });
  models
    .command('export <name>')
    .description('copy a translator’s .onnx file')
    .requiredOption('--out <file>', 'where to')
    .addOption(new Option('--direction <way>', 'of a run’s two translators').choices(['a-to-b', 'b-to-a']))
    .option('--overwrite', 'replace a file that exists already', false)
    .action(async (name: string, { out, ...options }: ExportOptions) => {
      const core = await context.openCore();
      const file = await core.models.export({ name, file: out, ...options });
      context.reporter.result({ file }, `${name} is now also in ${file}`);
    });
}

function modelTable(models: readonly ModelSummary[]): string {
  if (models.length === 0) return 'No translators yet. Training makes them: diptych train --a DIR --b DIR';
  return formatTable(
    ['translator', 'direction', 'run', 'step', 'size', 'file'],
    models.map(({ name, direction, run, step, sizeBytes, path }) => [
      name,
      direction,
      run ?? '-',
      step === null ? '-' : String(step),
      sizeBytes === null ? 'missing' : formatBytes(sizeBytes),
      path,
    ]),
  );
}
