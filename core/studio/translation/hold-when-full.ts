import { CoreError } from '../../contract/core-error.ts';
import type { House } from '../house.ts';

/** On a full disk all that waits would fail as well: the queue stands still until a person lets it go on. */
export function holdWhenFull({ queue }: Pick<House, 'queue'>, error: unknown): unknown {
  if (!(error instanceof CoreError && error.reason === 'disk-full')) return error;
  queue.setHeld(true);
  const message = `${error.message} What waits in the queue goes on when you let it.`;
  return new CoreError('disk-full', message, error.details, { cause: error });
}
