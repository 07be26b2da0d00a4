import type { Connection } from './connection.ts';

export interface ActionRow {
  readonly id: number;
  readonly label: string;
  readonly createdMs: number;
  readonly isUndone: boolean;
}

/** What applies one change: the kind of effect and its payload, anything that JSON can hold. */
export interface EffectCall {
  readonly kind: string;
  readonly payload: unknown;
}

export interface RecordedAction extends ActionRow {
  readonly undo: EffectCall;
  readonly redo: EffectCall;
}

/** The log of what a person did: done actions, then the undone ones, both in the order in which they were done. */
export interface ActionLog {
  /** Adds an action that was done; those that were undone are forgotten. */
  add(action: Pick<RecordedAction, 'label' | 'undo' | 'redo'>): ActionRow;
  /** Newest first. */
  list(limit: number): readonly ActionRow[];
  /** The action to undo next. */
  lastDone(): RecordedAction | undefined;
  /** The action to do again next. */
  firstUndone(): RecordedAction | undefined;
  markUndone(id: number, redo: EffectCall): void;
  markDone(id: number, undo: EffectCall): void;
}

interface StoredAction {
  readonly id: number;
  readonly label: string;
  readonly undo: string;
  readonly redo: string;
  readonly undone: number;
  readonly createdMs: number;
}

const select = 'SELECT id, label, undo, redo, undone, created_ms AS createdMs FROM actions';

export function actionsIn(connection: Connection): ActionLog {
  const newest = connection.prepare<object, Omit<StoredAction, 'undo' | 'redo'>>(
    'SELECT id, label, undone, created_ms AS createdMs FROM actions ORDER BY id DESC LIMIT @limit',
  );
  const lastDone = connection.prepare<object, StoredAction>(
    `${select} WHERE undone = 0 ORDER BY id DESC LIMIT 1`,
  );
  const firstUndone = connection.prepare<object, StoredAction>(
    `${select} WHERE undone = 1 ORDER BY id LIMIT 1`,
  );
  const byId = connection.prepare<object, StoredAction>(`${select} WHERE id = @id`);
  const forget = connection.prepare('DELETE FROM actions WHERE undone = 1');
  const insert = connection.prepare(
    'INSERT INTO actions (label, undo, redo, created_ms) VALUES (@label, @undo, @redo, @createdMs)',
  );
  const markUndone = connection.prepare('UPDATE actions SET undone = 1, redo = @call WHERE id = @id');
  const markDone = connection.prepare('UPDATE actions SET undone = 0, undo = @call WHERE id = @id');
  return {
    add: ({ label, undo, redo }) =>
      connection.transaction(() => {
        forget.run({});
        const texts = { undo: JSON.stringify(undo), redo: JSON.stringify(redo) };
        return rowOf(byId.get({ id: insert.run({ label, ...texts, createdMs: Date.now() }).id })!); // just inserted
      }),
    list: (limit) => newest.all({ limit }).map(rowOf),
    lastDone: () => recordOf(lastDone.get({})),
    firstUndone: () => recordOf(firstUndone.get({})),
    markUndone: (id, redo) => void markUndone.run({ id, call: JSON.stringify(redo) }),
    markDone: (id, undo) => void markDone.run({ id, call: JSON.stringify(undo) }),
  };
}

function rowOf({ id, label, createdMs, undone }: Omit<StoredAction, 'undo' | 'redo'>): ActionRow {
  return { id, label, createdMs, isUndone: undone === 1 };
}

function recordOf(row: StoredAction | undefined): RecordedAction | undefined {
  return (
    row && {
      ...rowOf(row),
      undo: JSON.parse(row.undo) as EffectCall,
      redo: JSON.parse(row.redo) as EffectCall,
    }
  );
}
