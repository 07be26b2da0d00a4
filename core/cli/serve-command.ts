import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Command } from 'commander';
import { CoreError } from '../contract/core-error.ts';
import type { CommandContext } from './context.ts';
import { parseWhole } from './parse-values.ts';

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly open: boolean;
  readonly iUnderstand: boolean;
  readonly page: string;
}

/** `diptych serve`: the app in a browser of this machine. */
export function addServeCommand(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('show the app in a browser; the printed address is the key to it')
    .option('--port <number>', 'where to listen; 0 takes a free port', parseWhole, 0)
    .option('--open', 'open the address in the browser', false)
    .option(
      '--host <address>',
      'let other machines in; needs --i-understand and $DIPTYCH_PASSWORD',
      '127.0.0.1',
    )
    .option('--i-understand', 'everybody on the network who knows the password can use this library', false)
    .option('--page <folder>', 'another build of the page', '')
    .action((options: ServeOptions) => runServe(options, context));
}

async function runServe(
  { port, host, open, iUnderstand, page }: ServeOptions,
  context: CommandContext,
): Promise<void> {
  const { isLoopback } = await import('../serve/serve.ts');
  const password = isLoopback(host) ? undefined : passwordFor(host, iUnderstand);
  const { serveApp } = await import('../serve/serve-app.ts');
  const onFault = (error: unknown) => context.reporter.error(error);
  const pageFolder = page === '' ? undefined : page;
  const libraryFolder = context.library();
  const serving = await serveApp({ libraryFolder, pageFolder, host, port, password, onFault });
  try {
    const { address } = serving;
    context.reporter.result({ address, processId: process.pid }, `Diptych is at ${address}`);
    if (open) openBrowser(serving.oneTimeAddress());
    if (!context.work.signal.aborted) await once(context.work.signal, 'abort');
    const jobs = serving.runningJobs();
    if (jobs > 0) context.reporter.event({ type: 'warning', message: whatBecomesOf(jobs) });
  } finally {
    await serving.close();
  }
}

function whatBecomesOf(jobs: number): string {
  const what = jobs === 1 ? '1 job is running' : `${jobs} jobs are running`;
  return `${what}. What runs stops where nothing is lost and goes on at the next start; a training is offered to be continued.`;
}

/** Throws `invalid-option` unless a person has said that others may come in, and by which password. */
function passwordFor(host: string, isUnderstood: boolean): string {
  const password = process.env['DIPTYCH_PASSWORD'] ?? '';
  if (isUnderstood && /^[\w-]{16,200}$/.test(password)) return password;
  throw new CoreError(
    'invalid-option',
    `Listening at ${host} lets other machines in. Say so with --i-understand, and set DIPTYCH_PASSWORD to at least 16 letters, digits, dashes or underscores.`,
    { host },
  );
}

const openers: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** The address must not be a secret: all users of a machine can read command lines. */
function openBrowser(address: string): void {
  const [command = 'xdg-open', ...before] = openers[process.platform] ?? [];
  const browser = spawn(command, [...before, address], { stdio: 'ignore', detached: true });
  browser.on('error', () => undefined); // there is none; the address is printed
  browser.unref();
}
