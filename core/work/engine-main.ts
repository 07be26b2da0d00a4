import { constants, setPriority } from 'node:os';
import { parentPort } from './engine-port.ts';
import { serveTasks } from './serve-tasks.ts';
import { tasks } from './tasks.ts';

// An engine process; its argument is the engine's name. Long work leaves the processor to whoever waits for an answer.
const isBackground = ['translator', 'trainer'].includes(process.argv[2] ?? '');
if (isBackground) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
serveTasks(parentPort(), tasks);
