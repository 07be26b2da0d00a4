import type { Command } from 'commander';
import { errorCodes } from '../contract/error-codes.ts';
import type { LibraryFindings, LibraryProblem, RebuiltLibrary } from '../services/core.ts';
import type { CommandContext } from './context.ts';
import { printableLines } from './news.ts';

/** `diptych catalog check | backup | restore | rebuild`, which also work on a catalog that does not open. */
export function addCatalogCommands(program: Command, context: CommandContext): void {
  const catalog = program.command('catalog').description('the library’s index of everything');
  catalog
    .command('check')
    .description('compare the catalog with itself and with the files')
    .action(async () => {
      const findings = await (await context.openCare()).check();
      context.reporter.result({ findings }, findingsText(findings));
      const worst = findings.problems[0];
      if (worst !== undefined) context.setExitCode(errorCodes[worst.reason].exitCode);
    });
  catalog
    .command('backup')
    .description('write a backup into the library’s backups folder')
    .action(async () => {
      const backup = await (await context.openCare()).backup();
      context.reporter.result({ backup }, `The catalog is backed up in ${backup}`);
    });
  catalog
    .command('restore [backup]')
    .description('put a backup (default: the newest) in the catalog’s place; what was there is kept aside')
    .action(async (backup: string | undefined) => {
      const { restored, keptAside } = await (await context.openCare()).restore(backup);
      const aside = keptAside === null ? '' : ` What was there is kept in ${keptAside}`;
      context.reporter.result({ restored, keptAside }, `The catalog is the one of ${restored}.${aside}`);
    });
  catalog
    .command('rebuild')
    .description('make the catalog anew from the library’s files; what was there is kept aside')
    .action(async () => {
      const rebuilt = await (await context.openCare()).rebuild();
      context.reporter.result({ rebuilt }, rebuiltText(rebuilt));
    });
}

function rebuiltText({ datasets, runs, translators, keptAside, damaged }: RebuiltLibrary): string {
  const counts = `The catalog now lists ${datasets} dataset versions, ${runs} runs and ${translators} translators.`;
  const aside = keptAside === null ? [] : [`What was there is kept in ${keptAside}`];
  return printableLines([counts, ...aside, ...damaged.map(problemLine)]).trimEnd();
}

function findingsText({ folder, problems }: LibraryFindings): string {
  if (problems.length === 0) return `The library in ${folder} is sound.`;
  return printableLines(problems.map(problemLine)).trimEnd();
}

function problemLine({ reason, message }: LibraryProblem): string {
  return `${errorCodes[reason].code}: ${message}`;
}
