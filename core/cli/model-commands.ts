import { Option, type Command } from 'commander';
import type { Direction } from '../contract/events.ts';
import type { ModelSummary } from '../services/core.ts';
import type { CommandContext } from './context.ts';
import { formatBytes, formatTable } from './format.ts';

interface ExportOptions {
  readonly out: string;
  readonly direction?: Direction;
  readonly overwrite: boolean;
  readonly format: 'onnx' | 'diptych';
}

interface ImportOptions {
  readonly name?: string;
  readonly licence?: string;
  readonly notes?: string;
  readonly values?: 'signed' | 'unit' | 'bytes';
}

/** `diptych models list | import | export`. */
export function addModelCommands(program: Command, context: CommandContext): void {
  const models = program.command('models').description('the translators of the library');
  models
    .command('list')
    .description('list the translators')
    .action(async () => {
      const found = await (await context.openCore()).models.list();
      context.reporter.result({ models: found }, modelTable(found));
    });
  models
    .command('import <file>')
    .description('check a model file, try it on a picture and add it: .diptych, .onnx, .safetensors or .pth')
    .option('--name <name>', 'what the style is called (default: what the file says)')
    .option('--licence <licence>', 'what its maker allows (default: what the file says)')
    .option('--notes <notes>', 'what it is good at, and what not')
    .addOption(
      new Option(
        '--values <range>',
        'what a network of another program takes for black and white: -1 to 1, 0 to 1, 0 to 255 (default: guessed)',
      ).choices(['signed', 'unit', 'bytes']),
    )
    .action(async (file: string, options: ImportOptions) => {
      const core = await context.openCore();
      const imported = await core.models.import({ file, ...options }, context.work);
      const { name, isNew, directions } = imported;
      const how = isNew ? 'is a style of the library now' : 'is in the library already';
      context.reporter.result({ imported }, `${name} ${how}: ${directions.join(', ')}`);
    });
  models
    .command('export <name>')
    .description('write a translator as an .onnx file, or its style as a .diptych package')
    .requiredOption('--out <file>', 'where to')
    .addOption(new Option('--direction <way>', 'of a run’s two translators').choices(['a-to-b', 'b-to-a']))
    .addOption(
      new Option('--format <format>', 'onnx: one direction; diptych: the style with its card')
        .choices(['onnx', 'diptych'])
        .default('onnx'),
    )
    .option('--overwrite', 'replace a file that exists already', false)
    .action(async (name: string, { out, ...options }: ExportOptions) => {
      const core = await context.openCore();
      const file = await core.models.export({ name, file: out, ...options }, context.work);
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
