import type { Command } from 'commander';
import { errorCodes } from '../contract/error-codes.ts';
import type { DatasetCheck, DatasetSummary } from '../services/core.ts';
import type { CommandContext } from './context.ts';
import { formatTable } from './format.ts';
import { printableLines } from './news.ts';
import { parseWhole } from './parse-values.ts';

/** `diptych dataset import | list | check`. */
export function addDatasetCommands(program: Command, context: CommandContext): void {
  const dataset = program.command('dataset').description('two folders of pictures to train on');
  dataset
    .command('import <name>')
    .description('read two folders, leave out what cannot be trained on and freeze the rest as a version')
    .requiredOption('--a <dir>', 'pictures of the look to translate from')
    .requiredOption('--b <dir>', 'pictures of the look to translate to')
    .option('--judge <n>', 'photos of each side kept aside to judge by (default: 5 %, at most 4)', parseWhole)
    .action(async (name: string, options: { a: string; b: string; judge?: number }) => {
      const core = await context.openCore();
      const summary = await core.datasets.import({ name, ...options }, context.work);
      context.reporter.result({ dataset: summary }, '');
    });
  dataset
    .command('list')
    .description('list the datasets')
    .action(async () => {
      const datasets = await (await context.openCore()).datasets.list();
      context.reporter.result({ datasets }, datasetTable(datasets));
    });
  dataset
    .command('check <name>')
    .description('compare a dataset with its files')
    .action(async (name: string) => {
      const check = await (await context.openCore()).datasets.check(name, context.work);
      context.reporter.result({ check }, checkText(check));
      if (check.changed.length + check.missing.length > 0) {
        context.setExitCode(errorCodes['finished-with-failures'].exitCode);
      }
    });
}

function datasetTable(datasets: readonly DatasetSummary[]): string {
  if (datasets.length === 0) {
    return 'No datasets yet. Make one with: diptych dataset import NAME --a DIR --b DIR';
  }
  return formatTable(
    ['dataset', 'version', 'a', 'b', 'made', 'folders'],
    datasets.map(({ name, version, images, createdAt, folders }) => [
      name,
      `v${version}`,
      String(images.a),
      String(images.b),
      createdAt.slice(0, 16).replace('T', ' '),
      `${folders.a} | ${folders.b}`,
    ]),
  );
}

function checkText({ name, version, changed, missing }: DatasetCheck): string {
  if (changed.length + missing.length === 0) return `${name} v${version}: every picture is as it was.`;
  const lines = [
    ...changed.map((file) => `changed  ${file}`),
    ...missing.map((file) => `missing  ${file}`),
    `${name} v${version}: ${changed.length} changed, ${missing.length} missing. Import the folders again to make a new version.`,
  ];
  return printableLines(lines).trimEnd();
}
