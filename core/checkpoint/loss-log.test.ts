import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { killAtOnce, runOnSmallDisk, startApart } from '../files/child-process-stand-in.ts';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { openLossLog, readLosses, type LossLine } from './loss-log.ts';

const lineOf = (step: number): LossLine => ({ step, losses: { cycleX: step / 4 }, elapsedMs: 12.5 });
const textOf = (step: number): string => `${JSON.stringify(lineOf(step))}\n`;

/** A loss log with the given content. */
function logOf(text: string): string {
  const path = join(temporaryFolder(), 'losses.jsonl');
  writeFileSync(path, text);
  return path;
}

async function reopened(path: string, lastStep: number): Promise<string> {
  await (await openLossLog(path, { lastStep })).close();
  return readFileSync(path, 'utf8');
}

describe('loss log', () => {
  test('in a missing folder it cannot be opened', async () => {
    const opening = openLossLog(join(temporaryFolder(), 'missing', 'losses.jsonl'), { lastStep: 0 });
    await expect(opening).rejects.toMatchObject({ reason: 'write-failed' });
  });

  test.each([
    ['half a line', '{"step": 3, "los'],
    ['a whole line without its newline', textOf(3).trimEnd()],
    ['zeros, as after a power cut', '\0'.repeat(4096)],
    ['zeros and a newline', `${'\0'.repeat(100)}\n`],
  ])('%s at the end is cut off', async (_what, torn) => {
    const whole = textOf(1) + textOf(2);
    expect(await reopened(logOf(whole + torn), 9)).toBe(whole);
  });

  test('the lines after the step that is resumed from are dropped', async () => {
    const path = logOf([1, 2, 3, 4].map(textOf).join(''));
    expect(await reopened(path, 2)).toBe(textOf(1) + textOf(2));
  });

  test('for a new run every line is dropped', async () => {
    expect(await reopened(logOf(textOf(1)), 0)).toBe('');
  });

  test('a damaged line in the middle does not take the good ones after it', async () => {
    const text = `${textOf(1)}damage\n${textOf(3)}`;
    expect(await reopened(logOf(text), 3)).toBe(text);
    expect(await readLosses(logOf(text))).toEqual([lineOf(1), lineOf(3)]);
  });

  test('lines longer than a piece that is read at once are found whole', async () => {
    const long = `${JSON.stringify({ ...lineOf(1), note: 'é'.repeat(1 << 20) })}\n`;
    // Compared as a fact, since the difference of two such texts would fill the screen.
    expect((await reopened(logOf(long + textOf(2) + textOf(3)), 2)) === long + textOf(2)).toBe(true);
  });

  test('a missing log has no losses', async () => {
    expect(await readLosses(join(temporaryFolder(), 'losses.jsonl'))).toEqual([]);
  });

  test('what is appended is read, also after resuming in the middle', async () => {
    const path = join(temporaryFolder(), 'losses.jsonl');
    const log = await openLossLog(path, { lastStep: 0 });
    for (const step of [1, 2, 3]) await log.append(lineOf(step));
    await log.close();
    const resumed = await openLossLog(path, { lastStep: 1 });
    await resumed.append(lineOf(2));
    await resumed.flush();
    await resumed.close();
    expect(await readLosses(path)).toEqual([lineOf(1), lineOf(2)]);
  });

  test('S-53: of a killed process every line that was acknowledged is there', async () => {
    const path = join(temporaryFolder(), 'losses.jsonl');
    const child = await startApart(
      `import { openLossLog } from './checkpoint/loss-log.ts';
      const log = await openLossLog(process.argv[1], { lastStep: 0 });
      for (let step = 1; ; step++) {
        await log.append({ step, losses: { cycleX: step / 4 }, elapsedMs: 12.5 });
        if (step === 200) console.log('200 are acknowledged');
      }`,
      path,
    );
    await killAtOnce(child);
    appendFileSync(path, '{"step": 20'); // and a torn one
    await reopened(path, 1e9);
    const steps = (await readLosses(path)).map(({ step }) => step);
    expect(steps.length).toBeGreaterThanOrEqual(200);
    expect(steps).toEqual(steps.map((_, index) => index + 1));
  });

  test('S-59: a full disk is said so and leaves whole lines', ({ skip }) => {
    const printed = runOnSmallDisk(
      temporaryFolder(),
      16384,
      `import { readFileSync } from 'node:fs';
      import { openLossLog } from './checkpoint/loss-log.ts';
      const path = process.argv[1] + '/losses.jsonl';
      const log = await openLossLog(path, { lastStep: 0 });
      let step = 0;
      let reason;
      while (reason === undefined)
        await log.append({ step: ++step, losses: { x: 1 }, elapsedMs: 1 }).catch((error) => (reason = error.reason));
      const text = readFileSync(path, 'utf8');
      console.log(JSON.stringify({ reason, endsWhole: text.endsWith('\\n'), missing: step - text.split('\\n').length }));`,
    );
    if (printed === undefined) return skip('no small disk can be mounted here');
    // The lines before the refused one: step - 1 of them, and one empty text after the last newline.
    expect(JSON.parse(printed)).toEqual({ reason: 'disk-full', endsWhole: true, missing: 0 });
  });
});
