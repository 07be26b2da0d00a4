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

export interface ActionSlice {
  readonly position: number;
  readonly call: EffectCall;
}

/** Changes that are being made in slices. */
export interface ActionSlices {
  /** Notes what is to be made of an action's side. */
  add(actionId: number, side: 'undo' | 'redo', slices: readonly EffectCall[]): void;
  /** The action of which slices are left, if any, and which of its sides they make. */
  open(): { readonly actionId: number; readonly side: 'undo' | 'redo' } | undefined;
  next(actionId: number): ActionSlice | undefined;
  /** Notes that a slice was made, and what takes it back. */
  made(actionId: number, position: number, back: EffectCall): void;
  /** Removes all slices of an action, and returns what takes them back, the last one first. */
  take(actionId: number): readonly EffectCall[];
}

/** What came of an action bit by bit, as the results of many photos do. */
export interface ActionResults {
  /** Adds a result, or says anew what its photo showed before it. */
  put(actionId: number, result: ActionResult): void;
  of(actionId: number): readonly ActionResult[];
}

export interface ActionResult {
  readonly resultId: number;
  /** Null for the original. */
  readonly shownBefore: number | null;
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
  get(id: number): RecordedAction | undefined;
  /** The newest one that a group of jobs belongs to. */
  ofGroup(groupId: string): RecordedAction | undefined;
  /** Whether something was done after it. */
  isFollowed(id: number): boolean;
  remove(id: number): void;
  /** Removes the action of a group of jobs that made nothing and has nothing left to do. */
  forgetIdle(groupId: string): void;
  readonly slices: ActionSlices;
  readonly results: ActionResults;
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
  const ofGroup = connection.prepare<object, StoredAction>(
    `${select} WHERE group_id = @groupId ORDER BY id DESC LIMIT 1`,
  );
  const forgetIdle = connection.prepare(
    `DELETE FROM actions WHERE group_id = @groupId AND undone = 0
    AND NOT EXISTS (SELECT 1 FROM action_results WHERE action_id = actions.id)
    AND NOT EXISTS (
      SELECT 1 FROM jobs WHERE group_id = @groupId AND state IN ('queued', 'running') AND stopping IS NULL
    )`,
  );
  const forget = connection.prepare(
    'DELETE FROM actions WHERE undone = 1 AND id NOT IN (SELECT action_id FROM action_slices)',
  );
  const followed = connection.prepare<object, { id: number }>(
    'SELECT id FROM actions WHERE id > @id AND undone = 0 LIMIT 1',
  );
  const remove = connection.prepare('DELETE FROM actions WHERE id = @id');
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
    get: (id) => recordOf(byId.get({ id })),
    ofGroup: (groupId) => recordOf(ofGroup.get({ groupId })),
    forgetIdle: (groupId) => void forgetIdle.run({ groupId }),
    isFollowed: (id) => followed.get({ id }) !== undefined,
    remove: (id) => void remove.run({ id }),
    slices: slicesIn(connection),
    results: resultsOfActionsIn(connection),
  };
}

function resultsOfActionsIn(connection: Connection): ActionResults {
  const put = connection.prepare(
    `INSERT INTO action_results (action_id, result_id, shown_before) VALUES (@actionId, @resultId, @shownBefore)
    ON CONFLICT DO UPDATE SET shown_before = @shownBefore`,
  );
  const of = connection.prepare<object, ActionResult>(
    `SELECT result_id AS resultId, shown_before AS shownBefore FROM action_results
    WHERE action_id = @actionId ORDER BY result_id`,
  );
  return {
    put: (actionId, result) => void put.run({ actionId, ...result }),
    of: (actionId) => of.all({ actionId }),
  };
}

function slicesIn(connection: Connection): ActionSlices {
  const insert = connection.prepare(
    'INSERT INTO action_slices (action_id, position, side, todo) VALUES (@actionId, @position, @side, @todo)',
  );
  const open = connection.prepare<object, { actionId: number; side: 'undo' | 'redo' }>(
    'SELECT action_id AS actionId, side FROM action_slices LIMIT 1',
  );
  const next = connection.prepare<object, { position: number; todo: string }>(
    'SELECT position, todo FROM action_slices WHERE action_id = @actionId AND todo IS NOT NULL ORDER BY position LIMIT 1',
  );
  const made = connection.prepare(
    'UPDATE action_slices SET todo = NULL, back = @back WHERE action_id = @actionId AND position = @position',
  );
  const backs = connection.prepare<object, { back: string }>(
    'SELECT back FROM action_slices WHERE action_id = @actionId AND back IS NOT NULL ORDER BY position DESC',
  );
  const clear = connection.prepare('DELETE FROM action_slices WHERE action_id = @actionId');
  return {
    add(actionId, side, slices) {
      for (const [position, call] of slices.entries())
        insert.run({ actionId, position, side, todo: JSON.stringify(call) });
    },
    open: () => open.get({}),
    next(actionId) {
      const row = next.get({ actionId });
      return row && { position: row.position, call: JSON.parse(row.todo) as EffectCall };
    },
    made: (actionId, position, back) => void made.run({ actionId, position, back: JSON.stringify(back) }),
    take(actionId) {
      const calls = backs.all({ actionId }).map(({ back }) => JSON.parse(back) as EffectCall);
      clear.run({ actionId });
      return calls;
    },
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
