import { PickleBytes } from './pickle-bytes.ts';
import { PickleMachine } from './pickle-machine.ts';
import { opcodes } from './pickle-opcodes.ts';
import { damagedPickle } from './pickle-refusal.ts';
import type { PickleValue } from './pickle-value.ts';

const maximumOpcodes = 5_000_000;
const stop = 0x2e;

export interface Unpickled {
  readonly value: PickleValue;
  /** Where the bytes behind it begin. */
  readonly end: number;
}

/**
 * Reads a pickle of any protocol as data: names are looked up in an allow-list and nothing is imported or called
 * (S-40 to S-42). Throws `refused-pickle` naming what is not in the list, `refused-model` for what is damaged.
 */
export function unpickle(bytes: Buffer, start = 0): Unpickled {
  const machine = new PickleMachine(new PickleBytes(bytes, start));
  for (let count = 0; count < maximumOpcodes; count++) {
    const code = machine.bytes.byte();
    if (code === stop) return { value: machine.pop(), end: machine.bytes.at };
    const run = opcodes.get(code);
    if (run === undefined) throw damagedPickle(`has the unknown instruction ${code}`);
    run(machine);
  }
  throw damagedPickle(`has more than ${maximumOpcodes} instructions`);
}
