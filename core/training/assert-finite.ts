import { CoreError } from '../contract/core-error.ts';

/** Throws `diverged` when a loss of this step is not a finite number. */
export function assertFiniteLosses(step: number, losses: Readonly<Record<string, number>>): void {
  const bad = Object.entries(losses).find(([, value]) => !Number.isFinite(value));
  if (bad !== undefined) throw diverged(step, `the loss "${bad[0]}" is ${bad[1]}`, { loss: bad[0] });
}

/** Throws `diverged` when a weight or moment is not a finite number: such a state must not be saved. */
export function assertFiniteState(step: number, state: Readonly<Record<string, Float32Array>>): void {
  const bad = Object.entries(state).find(([, values]) => !isFinite(values));
  if (bad !== undefined)
    throw diverged(step, `"${bad[0]}" has a value that is not finite`, { tensor: bad[0] });
}

/** A sum of finite numbers in double precision is finite; NaN and infinity stay in it. */
function isFinite(values: Float32Array): boolean {
  let sum = 0;
  for (const value of values) sum += Math.abs(value);
  return Number.isFinite(sum);
}

function diverged(step: number, what: string, details: Readonly<Record<string, unknown>>): CoreError {
  return new CoreError(
    'diverged',
    `The training diverged: finite numbers were expected but ${what} in step ${step}. ` +
      'Go on from the last checkpoint with a lower learning rate.',
    { step, ...details },
  );
}
