import type { Connection } from './connection.ts';

/** When something changed: the clock's answer, and a number that only grows, whatever the clock does. */
export interface Change {
  readonly changedMs: number;
  readonly changedSequence: number;
}

/** A source of changes; call it inside the transaction that makes the change. */
export function changes(connection: Connection): () => Change {
  const next = connection.prepare<object, { last: number }>(
    'UPDATE sequence SET last = last + 1 RETURNING last',
  );
  return () => ({ changedMs: Date.now(), changedSequence: next.get({})?.last ?? 0 });
}
