import * as z from 'zod';
import { id, procedure, timeMs } from './procedure.ts';

const action = z.object({ id, label: z.string(), createdMs: timeMs, isUndone: z.boolean() });
export type Action = z.infer<typeof action>;

/** What was done, to be undone and done again without limit, also after a restart. */
export const actionsContract = {
  /** Newest first. */
  list: procedure.input(z.object({ limit: z.int().min(1).max(500) })).output(z.array(action)),
  /** Null when there is nothing to undo. */
  undo: procedure.output(action.nullable()),
  redo: procedure.output(action.nullable()),
};
