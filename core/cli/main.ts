import packageFile from '../../package.json' with { type: 'json' };
import type { MethodForm } from '../contract/method-form.ts';
import type { Core } from '../services/core.ts';
import { processIo, type CommandIo } from './command-io.ts';
import type { CommandContext } from './context.ts';
import { describeError } from './describe-error.ts';
import { listenForInterruption } from './interruption.ts';
import { buildProgram, runProgram, type GlobalOptions } from './program.ts';
import { createJsonReporter, createTextReporter, type Reporter } from './reporter.ts';

const stopping = '\nStopping at the next safe point; press Ctrl+C again to stop at once.\n';

/** Runs the command line `diptych …`; resolves to the exit code of the process. */
export async function main(argv: readonly string[], io: CommandIo = processIo()): Promise<number> {
  const reporter = argv.includes('--json') ? createJsonReporter(io) : createTextReporter(io);
  const interruption = listenForInterruption(() => io.err(stopping));
  try {
    return await runCommand(argv, io, reporter, interruption.signal);
  } catch (error) {
    reporter.error(error);
    return describeError(error).exitCode;
  } finally {
    interruption.stopListening();
  }
}

async function runCommand(
  argv: readonly string[],
  io: CommandIo,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<number> {
  const end: { exitCode: number; core?: Core } = { exitCode: 0 };
  const onWarning = (message: string) => reporter.event({ type: 'warning', message });
  const library = () => program.opts<GlobalOptions>().library;
  const context: CommandContext = {
    methods: argv.includes('train') ? await readMethodForms() : [],
    reporter,
    work: { signal, onProgress: (event) => reporter.event(event) },
    // The core is loaded only by commands that use it, so that help and mistakes are answered at once.
    openCore: async () => {
      const { createCore } = await import('../create-core.ts');
      return (end.core = await createCore({ libraryFolder: library(), onWarning }));
    },
    openCare: async () => {
      const { createLibraryCare } = await import('../create-core.ts');
      return createLibraryCare({ libraryFolder: library() });
    },
    library,
    setExitCode: (exitCode) => void (end.exitCode = exitCode),
  };
  const program = buildProgram(context, { version: packageFile.version, out: io.out });
  try {
    await runProgram(program, argv);
    return end.exitCode;
  } finally {
    await end.core?.close();
  }
}

async function readMethodForms(): Promise<readonly MethodForm[]> {
  const { methodForms } = await import('../create-core.ts');
  return methodForms();
}
