import { availableParallelism } from 'node:os';

const help = `node bench/trial.ts speed|loop|profile SIZE FILTERS BLOCKS REPEATS
node bench/trial.ts start SIZE FILTERS BLOCKS CACHE-FOLDER
One trial of the benchmark in this process; npm run bench starts them. Prints one JSON line, profile prints tables.
  speed    training steps, then translations, and peak memory
  start    how long a training step takes to be made ready
  loop     the whole trainer on the sample pair: how much of it is not the step
  profile  time by operator and by shape`;

const [kind, size, filters, blocks, last] = process.argv.slice(2);
const work = {
  sizePixels: Number(size),
  filters: Number(filters),
  blocks: Number(blocks),
  repeats: Number(last),
  threads: Number(process.env['THREADS']) || availableParallelism(),
};

// Each kind loads only what it needs, so that what it measures is not the weight of the others.
switch (kind) {
  case 'speed':
    print(await (await import('./trial/measure-speed.ts')).measureSpeed(work));
    break;
  case 'start':
    print(await (await import('./trial/measure-start.ts')).measureStart({ ...work, cacheFolder: last! }));
    break;
  case 'loop':
    print(await (await import('./trial/measure-loop.ts')).measureLoop(work));
    break;
  case 'profile':
    console.log(await (await import('./trial/measure-operators.ts')).measureOperators(work));
    break;
  case '--help':
    console.log(help);
    break;
  default:
    console.error(`There is no trial "${kind ?? ''}".\n${help}`);
    process.exitCode = 2;
}

function print(line: object): void {
  console.log(JSON.stringify(line));
}
