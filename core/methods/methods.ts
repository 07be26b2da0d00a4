import type { Method } from '../training/method.ts';
import { cyclegan } from './cyclegan.ts';

/** Every method there is, in the order in which people see them. */
export const methods: readonly Method[] = [cyclegan];
