import { CoreError } from '../contract/core-error.ts';
import { methods } from '../methods/methods.ts';
import type { Method } from '../training/method.ts';
import type { TrainOptions } from '../training/train-options.ts';

/** Throws `unknown-method`. */
export function findMethod(id: string): Method {
  const method = methods.find((one) => one.id === id);
  if (method !== undefined) return method;
  const known = methods.map((one) => one.id);
  throw new CoreError('unknown-method', `There is no method "${id}". Choose one of: ${known.join(', ')}.`, {
    id,
    known,
  });
}

/** What was given, checked by the method's schema and with everything filled in. Throws `invalid-option`, `unsuitable-size`. */
export function completeOptions(method: Method, given: Readonly<Record<string, unknown>>): TrainOptions {
  const checked = method.schema.safeParse(given);
  if (checked.success) return method.complete(given);
  const issue = checked.error.issues[0];
  const name = issue?.path.join('.') ?? '';
  throw new CoreError(
    'invalid-option',
    `The option "${name}" of ${method.id} cannot be ${JSON.stringify(given[name])}: ${issue?.message}. Run \`diptych train --help\` to see what is possible.`,
    { name, value: given[name] },
    { cause: checked.error },
  );
}
