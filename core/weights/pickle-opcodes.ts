import type { PickleMachine } from './pickle-machine.ts';
import { damagedPickle, programRefusal } from './pickle-refusal.ts';
import { isItems, isKind, type PickleValue } from './pickle-value.ts';
import { assertAllowed, resultOf, storageOf } from './torch-names.ts';

type Opcode = (machine: PickleMachine) => void;

const numbers: Readonly<Record<string, Opcode>> = {
  I: (machine) => machine.push(intOf(machine.bytes.line())),
  J: (machine) => machine.push(machine.bytes.take(4).readInt32LE()),
  K: (machine) => machine.push(machine.bytes.number(1)),
  M: (machine) => machine.push(machine.bytes.number(2)),
  L: (machine) => machine.push(intOf(machine.bytes.line().replace(/L$/, ''))),
  '\x8a': (machine) => machine.push(plain(machine.bytes.long(machine.bytes.number(1)))),
  '\x8b': (machine) => machine.push(plain(machine.bytes.long(machine.bytes.number(4)))),
  F: (machine) => machine.push(Number(machine.bytes.line())),
  G: (machine) => machine.push(machine.bytes.take(8).readDoubleBE()),
  N: (machine) => machine.push(null),
  '\x88': (machine) => machine.push(true),
  '\x89': (machine) => machine.push(false),
};

const texts: Readonly<Record<string, Opcode>> = {
  S: (machine) => machine.push(machine.bytes.line().replace(/^(['"])(.*)\1$/s, '$2')),
  T: (machine) => machine.push(machine.bytes.text(4)),
  U: (machine) => machine.push(machine.bytes.text(1)),
  V: (machine) => machine.push(machine.bytes.line()),
  X: (machine) => machine.push(machine.bytes.text(4)),
  '\x8c': (machine) => machine.push(machine.bytes.text(1)),
  '\x8d': (machine) => machine.push(machine.bytes.text(8)),
  B: (machine) => machine.push(machine.bytes.sized(4)),
  C: (machine) => machine.push(machine.bytes.sized(1)),
  '\x8e': (machine) => machine.push(machine.bytes.sized(8)),
  '\x96': (machine) => machine.push(machine.bytes.sized(8)),
};

const containers: Readonly<Record<string, Opcode>> = {
  '(': (machine) => machine.mark(),
  ')': (machine) => machine.items('tuple', []),
  t: (machine) => machine.items('tuple', machine.sinceMark()),
  '\x85': (machine) => machine.items('tuple', lastOf(machine, 1)),
  '\x86': (machine) => machine.items('tuple', lastOf(machine, 2)),
  '\x87': (machine) => machine.items('tuple', lastOf(machine, 3)),
  ']': (machine) => machine.items('list', []),
  l: (machine) => machine.items('list', machine.sinceMark()),
  a: (machine) => machine.append(lastOf(machine, 1)),
  e: (machine) => machine.append(machine.sinceMark()),
  '}': (machine) => machine.push({ kind: 'dict', entries: new Map(), depth: 1 }),
  d: (machine) => {
    const pairs = machine.sinceMark();
    machine.push({ kind: 'dict', entries: new Map(), depth: 1 });
    machine.set(pairs);
  },
  s: (machine) => machine.set(lastOf(machine, 2)),
  u: (machine) => machine.set(machine.sinceMark()),
};

const memory: Readonly<Record<string, Opcode>> = {
  '0': (machine) => void machine.pop(),
  '1': (machine) => void machine.sinceMark(),
  '2': (machine) => machine.push(machine.top()),
  g: (machine) => machine.recall(Number(machine.bytes.line())),
  h: (machine) => machine.recall(machine.bytes.number(1)),
  j: (machine) => machine.recall(machine.bytes.number(4)),
  p: (machine) => machine.remember(Number(machine.bytes.line())),
  q: (machine) => machine.remember(machine.bytes.number(1)),
  r: (machine) => machine.remember(machine.bytes.number(4)),
  '\x94': (machine) => machine.remember(),
  '\x80': (machine) => assertProtocol(machine.bytes.number(1)),
  '\x95': (machine) => void machine.bytes.take(8), // how long the frame is
};

/** What would make Python import or call something: names are looked up, and what is made of them is known (S-40). */
const names: Readonly<Record<string, Opcode>> = {
  c: (machine) => pushName(machine, `${machine.bytes.line()}.${machine.bytes.line()}`),
  '\x93': (machine) => {
    const [module, name] = lastOf(machine, 2);
    if (typeof module !== 'string' || typeof name !== 'string')
      throw programRefusal('a name made on the way');
    pushName(machine, `${module}.${name}`);
  },
  R: (machine) => {
    const [callee, args] = lastOf(machine, 2);
    pushResult(machine, callee, itemsOf(args));
  },
  '\x81': (machine) => {
    const [callee, args] = lastOf(machine, 2);
    pushResult(machine, callee, itemsOf(args));
  },
  '\x92': (machine) => {
    const [callee, args, named] = lastOf(machine, 3);
    if (!isKind(named, 'dict') || named.entries.size > 0) throw programRefusal(calleeName(callee));
    pushResult(machine, callee, itemsOf(args));
  },
  i: (machine) => {
    const name = `${machine.bytes.line()}.${machine.bytes.line()}`;
    assertAllowed(name);
    machine.push(resultOf(name, machine.sinceMark()));
  },
  o: (machine) => {
    const [callee, ...args] = machine.sinceMark();
    pushResult(machine, callee, args);
  },
  b: (machine) => {
    machine.pop(); // what PyTorch notes beside the weights is not needed
    if (!isKind(machine.top(), 'dict')) throw programRefusal('__setstate__');
  },
  Q: (machine) => machine.push(storageOf(machine.pop())),
  P: (machine) => {
    throw programRefusal(`persistent id ${machine.bytes.line()}`);
  },
  '\x82': (machine) => refuseExtension(machine, 1),
  '\x83': (machine) => refuseExtension(machine, 2),
  '\x84': (machine) => refuseExtension(machine, 4),
};

/** Every instruction of the protocols 0 to 5 that a file of weights can have; sets and buffers outside are none. */
export const opcodes: ReadonlyMap<number, Opcode> = new Map(
  [numbers, texts, containers, memory, names].flatMap((table) =>
    Object.entries(table).map(([letter, run]): [number, Opcode] => [letter.charCodeAt(0), run]),
  ),
);

function pushName(machine: PickleMachine, name: string): void {
  assertAllowed(name);
  machine.push({ kind: 'global', name });
}

function pushResult(
  machine: PickleMachine,
  callee: PickleValue | undefined,
  args: readonly PickleValue[],
): void {
  if (!isKind(callee, 'global')) throw programRefusal(calleeName(callee));
  machine.push(resultOf(callee.name, args));
}

function calleeName(callee: PickleValue | undefined): string {
  return isKind(callee, 'global') ? callee.name : 'something made on the way';
}

function itemsOf(args: PickleValue | undefined): readonly PickleValue[] {
  if (!isItems(args)) throw damagedPickle('calls something without a list of values');
  return args.items;
}

function lastOf(machine: PickleMachine, count: number): PickleValue[] {
  return Array.from({ length: count }, () => machine.pop()).reverse();
}

function refuseExtension(machine: PickleMachine, bytes: 1 | 2 | 4): never {
  throw programRefusal(`copyreg extension ${machine.bytes.number(bytes)}`);
}

function assertProtocol(version: number): void {
  if (version > 5) throw damagedPickle(`is of protocol ${version}, which is not known`);
}

function intOf(line: string): PickleValue {
  if (line === '00' || line === '01') return line === '01';
  if (!/^-?\d{1,1024}$/.test(line)) throw damagedPickle(`has the number "${line.slice(0, 20)}"`);
  return plain(BigInt(line));
}

function plain(value: bigint): PickleValue {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
