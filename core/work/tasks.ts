import type { TaskTable } from './task.ts';

/** Everything that engine processes can do, each loaded when it is first asked for. */
export const tasks = {} as const satisfies TaskTable;
