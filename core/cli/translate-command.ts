import { Option, type Command } from 'commander';
import { CoreError } from '../contract/core-error.ts';
import { errorCodes } from '../contract/error-codes.ts';
import type { TranslationRequest } from '../services/core.ts';
import type { CommandContext } from './context.ts';
import { outcomeTable, printableLines } from './news.ts';
import { parseFraction, parseWhole } from './parse-values.ts';

/** `diptych translate IN… --style NAME_OR_FILE --out DIR`. */
export function addTranslateCommand(program: Command, context: CommandContext): void {
  program
    .command('translate <in...>')
    .description('translate photos and folders of photos; the originals are never touched')
    .requiredOption('--style <name>', 'a look of yours (a run’s or translator’s name) or an .onnx file')
    .requiredOption('--out <dir>', 'the folder for the results; the tree of a folder is kept inside it')
    .addOption(new Option('--direction <way>', 'of a run’s two translators').choices(['a-to-b', 'b-to-a']))
    .option('--no-recursive', 'leave out sub-folders')
    .addOption(
      new Option('--keep-metadata <what>', 'safe leaves out location, serial numbers and owner')
        .choices(['all', 'safe', 'none'])
        .default('safe'),
    )
    .addOption(
      new Option('--format <format>', 'default: the photo’s own').choices([
        'jpeg',
        'png',
        'webp',
        'tiff',
        'avif',
      ]),
    )
    .option('--quality <n>', '1 to 100, for formats that lose detail', parseWhole)
    .option('--strength <x>', 'from 0, the photo as it is, to 1, the whole translation', parseFraction, 1)
    .option('--overwrite', 'replace results that exist already', false)
    .action(async (inputs: string[], options: Omit<TranslationRequest, 'inputs'>) => {
      const core = await context.openCore();
      const report = await core.translation.translate({ inputs, ...options }, context.work);
      context.reporter.result(report, printableLines(outcomeTable(report.outcomes).split('\n')).trimEnd());
      if (report.stopped !== null) throw new CoreError(report.stopped.reason, report.stopped.message);
      if (report.outcomes.some(({ status }) => status === 'failed')) {
        context.setExitCode(errorCodes['finished-with-failures'].exitCode);
      }
    });
}
