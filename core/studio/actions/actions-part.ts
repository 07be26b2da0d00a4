import type { MakePart } from '../part.ts';

/** What was done, and undoing it. */
export const actionsPart: MakePart = ({ actions }) => ({
  areas: {
    actions: {
      list: ({ limit }) => [...actions.list(limit)],
      undo: () => actions.undo(),
      redo: () => actions.redo(),
    },
  },
  prepare: () => actions.recover(),
  close: () => actions.close(),
});
