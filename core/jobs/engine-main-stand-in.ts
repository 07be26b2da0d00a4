import { parentPort } from '../work/engine-port.ts';
import { serveTasks } from '../work/serve-tasks.ts';
import { standInTasks } from './engine-tasks-stand-in.ts';

serveTasks(parentPort(), standInTasks);
