import { Command, CommanderError } from 'commander';
import { CoreError } from '../contract/core-error.ts';
import type { CommandContext } from './context.ts';
import { addCatalogCommands } from './catalog-commands.ts';
import { addDatasetCommands } from './dataset-commands.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { addModelCommands } from './model-commands.ts';
import { addServeCommand } from './serve-command.ts';
import { addTrainingCommands } from './training-commands.ts';
import { addTranslateCommand } from './translate-command.ts';

export interface GlobalOptions {
  readonly library?: string | undefined;
  readonly json: boolean;
}

const exitCodes = `
Exit codes: 0 done, 1 error, 2 wrong use, 3 finished with failures, 4 cancelled, 5 refused input,
6 out of memory, 7 disk full. Ctrl+C once keeps everything and stops, twice stops at once.`;

/** The command line as a tree of commands; `out` receives help texts. */
export function buildProgram(
  context: CommandContext,
  { version, out }: { readonly version: string; readonly out: (text: string) => void },
): Command {
  const program = new Command('diptych')
    .description('Trains looks from two folders of pictures and translates photos with them.')
    .version(version)
    .option('--library <dir>', 'the library folder (default: $DIPTYCH_HOME or the platform’s data folder)')
    .option('--json', 'one JSON event a line on stdout', false)
    .helpOption('-h, --help', 'show this help')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: out, writeErr: out, outputError: () => {} })
    .addHelpText('after', exitCodes)
    .exitOverride();
  addDatasetCommands(program, context);
  addTrainingCommands(program, context);
  addTranslateCommand(program, context);
  addModelCommands(program, context);
  addCatalogCommands(program, context);
  addDoctorCommand(program, context);
  addServeCommand(program, context);
  return program;
}

/** Runs the command that `argv` names. Throws `invalid-option` for what cannot be understood. */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return; // help or version was asked for
    throw usageError(error, program);
  }
}

function usageError(error: CommanderError, program: Command): CoreError {
  const what =
    error.code === 'commander.help' ? 'a command is missing' : error.message.replace(/^error: /, '');
  const sentence = `${what[0]?.toUpperCase()}${what.slice(1).replace(/\.?\n?(\(Did you mean .*\))?$/, '. $1')}`;
  return new CoreError(
    'invalid-option',
    `${sentence.trim()} Run \`${program.name()} --help\`, or a command with --help, to see what is possible.`,
    {},
    { cause: error },
  );
}
