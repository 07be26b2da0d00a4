import { parseArgs } from 'node:util';
import { parseCase, standardCaseNames, type BenchCase } from './bench-case.ts';

export interface BenchArguments {
  readonly help: boolean;
  readonly profile: boolean;
  /** Shell commands, to which size, filters, blocks and repeats are appended. */
  readonly peers: readonly string[];
  readonly cases: readonly BenchCase[];
  readonly trials: number;
  readonly out?: string;
  readonly write?: string;
}

const defaultTrials = 5;
const profiledCase = '128/32/6';

export const help = `npm run bench [-- OPTIONS]
Measures a CycleGAN training step, a translation, peak memory, start-up and what the trainer adds to its steps, one
process a trial, and pairs them trial by trial with peers that do the same work.
  --peer CMD         a command that is given SIZE FILTERS BLOCKS REPEATS and prints one JSON line with
                     train_s_per_step, translate_s_per_photo and peak_rss_mib; may be repeated
  --case S/F/B       size, filters and blocks, such as 128/32/6; may be repeated; default ${standardCaseNames.join(', ')}
  --trials N         processes of each side and case, ${defaultTrials} unless told
  --train-steps N    timed steps of a trial, on both sides; default 15, 9 or 3 by size
  --out FILE.json    all figures
  --write PAGE.md    puts the tables between the two markers of the page
  --profile          instead: where the time of one case goes (${profiledCase} unless told), by operator and by shape
THREADS=N in the environment sets the threads; all of the machine otherwise.`;

/** What the command line asks for, or one sentence that says what is wrong with it. */
export function parseBenchArguments(args: readonly string[]): BenchArguments | { readonly problem: string } {
  try {
    return checked(readOptions(args));
  } catch (error) {
    return { problem: error instanceof Error ? error.message.split('\n')[0]! : String(error) };
  }
}

function readOptions(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      peer: { type: 'string', multiple: true, default: [] },
      case: { type: 'string', multiple: true },
      trials: { type: 'string', default: String(defaultTrials) },
      'train-steps': { type: 'string' },
      out: { type: 'string' },
      write: { type: 'string' },
    },
  }).values;
}

function checked(given: ReturnType<typeof readOptions>): BenchArguments {
  const names = given.case ?? (given.profile ? [profiledCase] : standardCaseNames);
  if (given.profile && names.length > 1) throw new Error('--profile looks at one case; give one --case.');
  if (given.peer.some((command) => command.trim() === ''))
    throw new Error('--peer is empty; give a command.');
  const trainSteps =
    given['train-steps'] === undefined ? undefined : count('--train-steps', given['train-steps']);
  const { help, profile, peer: peers, out, write } = given;
  return {
    help,
    profile,
    peers,
    cases: names.map((name) => caseOf(name, trainSteps)),
    trials: count('--trials', given.trials),
    ...(out !== undefined && { out }),
    ...(write !== undefined && { write }),
  };
}

function caseOf(text: string, trainSteps: number | undefined): BenchCase {
  const found = parseCase(text);
  if (found)
    return trainSteps === undefined ? found : { ...found, repeats: trainSteps, loopSteps: trainSteps };
  throw new Error(
    `--case ${JSON.stringify(text)} is not SIZE/FILTERS/BLOCKS with a size of at least 24 that is a multiple of 4; give one like 128/32/6.`,
  );
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= 1000) return value;
  throw new Error(`${option} is ${JSON.stringify(text)}; give a whole number from 1 to 1000.`);
}
