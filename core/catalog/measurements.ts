import type { Connection } from './connection.ts';

/** What was measured on this machine, by name, e.g. megapixels in a second of a style. */
export interface Measurements {
  /** Undefined until it has been measured. */
  get(key: string): unknown;
  /** Anything that JSON can hold; what was measured before is forgotten. */
  set(key: string, value: unknown): void;
}

export function measurementsIn(connection: Connection): Measurements {
  const get = connection.prepare<object, { value: string }>(
    'SELECT value FROM measurements WHERE key = @key',
  );
  const set = connection.prepare(
    `INSERT INTO measurements VALUES (@key, @value, @createdMs)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, created_ms = excluded.created_ms`,
  );
  return {
    get(key) {
      const row = get.get({ key });
      return row && (JSON.parse(row.value) as unknown);
    },
    set: (key, value) => void set.run({ key, value: JSON.stringify(value), createdMs: Date.now() }),
  };
}
