import { describe, expect, test } from 'vitest';
import { unpickle } from './unpickle.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const short = (text: string) => `\x8c${String.fromCharCode(text.length)}${text}`;

/** Payloads as `pickle` writes them, or as hands do, and the name that each must be refused with. */
const programs: readonly (readonly [payload: string, name: string])[] = [
  ["cos\nsystem\n(S'x'\ntR.", 'os.system'],
  ["cposix\nsystem\n(S'x'\ntR.", 'posix.system'],
  ["cnt\nsystem\n(S'x'\ntR.", 'nt.system'],
  ["c__builtin__\neval\n(S'x'\ntR.", '__builtin__.eval'],
  ["c__builtin__\nexec\n(S'x'\ntR.", '__builtin__.exec'],
  ["cbuiltins\neval\n(S'x'\ntR.", 'builtins.eval'],
  ["cbuiltins\nexec\n(S'x'\ntR.", 'builtins.exec'],
  ["cbuiltins\ncompile\n(S'x'\ntR.", 'builtins.compile'],
  ["cbuiltins\nopen\n(S'x'\ntR.", 'builtins.open'],
  ['cbuiltins\ngetattr\n.', 'builtins.getattr'],
  ['cbuiltins\n__import__\n.', 'builtins.__import__'],
  ["csubprocess\nPopen\n(S'x'\ntR.", 'subprocess.Popen'],
  ["csubprocess\ncheck_output\n(S'x'\ntR.", 'subprocess.check_output'],
  ['crunpy\nrun_path\n.', 'runpy.run_path'],
  ['cwebbrowser\nopen\n.', 'webbrowser.open'],
  ['csocket\nsocket\n.', 'socket.socket'],
  ['cshutil\nrmtree\n.', 'shutil.rmtree'],
  ['curllib.request\nurlopen\n.', 'urllib.request.urlopen'],
  ['cimportlib\nimport_module\n.', 'importlib.import_module'],
  ['ctimeit\ntimeit\n.', 'timeit.timeit'],
  ['cpty\nspawn\n.', 'pty.spawn'],
  ['cpdb\nrun\n.', 'pdb.run'],
  ['ccode\ninteract\n.', 'code.interact'],
  ['casyncio\nrun\n.', 'asyncio.run'],
  ['cctypes\nCDLL\n.', 'ctypes.CDLL'],
  ['cmultiprocessing\nProcess\n.', 'multiprocessing.Process'],
  ['coperator\nattrgetter\n.', 'operator.attrgetter'],
  ['cfunctools\npartial\n.', 'functools.partial'],
  ['ctorch\nload\n.', 'torch.load'],
  ['ctorch.hub\nload\n.', 'torch.hub.load'],
  ['ctorch._utils\n_rebuild_tensor_v3\n.', 'torch._utils._rebuild_tensor_v3'],
  ['ctorch\nFloatStorage.__class__\n.', 'torch.FloatStorage.__class__'],
  ['ccollections\nOrderedDict.__init__\n.', 'collections.OrderedDict.__init__'],
  ['cnumpy.core.multiarray\n_reconstruct\n.', 'numpy.core.multiarray._reconstruct'],
  ['c__main__\nGenerator\n.', '__main__.Generator'],
  ["(S'x'\nios\nsystem\n.", 'os.system'],
  ['(cos\nsystem\no.', 'os.system'],
  [`\x80\x04${short('os')}${short('system')}\x93.`, 'os.system'],
  [`\x80\x04\x95\x10\0\0\0\0\0\0\0${short('builtins')}${short('eval')}\x93.`, 'builtins.eval'],
  [`\x80\x05${short('posix')}\x94${short('popen')}\x94\x93.`, 'posix.popen'],
  ['\x80\x02cos\nsystem\n)\x81.', 'os.system'],
  ['\x80\x04cos\nsystem\n)}\x92.', 'os.system'],
  ['\x80\x02\x82\x05.', 'copyreg extension 5'],
  ['\x80\x02\x83\x05\x01.', 'copyreg extension 261'],
  ['\x80\x02\x84\x05\0\0\0.', 'copyreg extension 5'],
  ['Pos.system\n.', 'persistent id os.system'],
  ['\x80\x04K\x01K\x02\x93.', 'a name made on the way'],
  ["S'x'\n)R.", 'something made on the way'],
  ['ctorch\nFloatStorage\n}b.', '__setstate__'],
];

test.each(programs)('pickle: S-40 %j is refused by the name of what it would run', (payload, name) => {
  let error: unknown;
  try {
    unpickle(bytes(payload));
  } catch (caught) {
    error = caught;
  }
  expect(error).toMatchObject({ reason: 'refused-pickle', details: { global: name } });
});

test('pickle: S-40 the corpus has at least forty payloads', () => {
  expect(programs.length).toBeGreaterThanOrEqual(40);
});

describe('pickle: S-41', () => {
  const refused = (payload: string) => () => unpickle(bytes(payload));

  test('lists in lists in lists are refused', () => {
    expect(refused(`${'('.repeat(65)}.`)).toThrow(/nested more than 64/);
    expect(refused(`${']'.repeat(70)}${'a'.repeat(69)}.`)).toThrow(/nested more than 64/);
  });

  test('a list that holds itself ends', () => {
    expect(refused(']q\0h\0a'.repeat(1) + 'h\0a'.repeat(100) + '.')).toThrow(/nested more than 64/);
  });

  test('texts and numbers of more than they may have are refused', () => {
    expect(refused('X\xff\xff\xff\x7f')).toThrow(/more than 1048576/);
    expect(refused('\x8b\xff\xff\xff\x7f')).toThrow(/number of/);
    expect(refused(`I${'9'.repeat(5000)}\n.`)).toThrow(/has the number/);
  });

  test('what is taken must be there', () => {
    for (const payload of ['R.', '0.', 't.', 'u.', 'a.', 's.', 'h\x05.', 'g7\n.', '(0.', 'Q.', 'b.', '.'])
      expect(refused(payload), payload).toThrow(
        expect.objectContaining({ reason: 'refused-model' }) as Error,
      );
  });

  test('one cut short anywhere is refused', () => {
    const whole = '\x80\x02}q\0(X\x01\0\0\0aK\x01X\x01\0\0\0bJ\x01\0\0\0u.';
    for (let length = 0; length < whole.length; length++) expect(refused(whole.slice(0, length))).toThrow();
    expect(refused(whole)).not.toThrow();
  });

  test('instructions and protocols that are not known are refused', () => {
    expect(refused('\xff.')).toThrow(/unknown instruction 255/);
    expect(refused('\x8f.')).toThrow(/unknown instruction/);
    expect(refused('\x80\x06N.')).toThrow(/protocol 6/);
  });
});

test('pickle: what calls a known name with something else is refused', () => {
  for (const payload of [
    'ctorch._utils\n_rebuild_tensor_v2\n)R.',
    'ctorch\nFloatStorage\n)R.',
    ')Q.',
    'K\x01K\x01a.',
  ])
    expect(() => unpickle(bytes(payload)), payload).toThrow(/pickle/);
});

test('pickle: plain data of every protocol comes out', () => {
  const dict = (payload: string) =>
    (unpickle(bytes(payload)).value as { entries: Map<unknown, unknown> }).entries;
  expect([...dict("(dp0\nS'a'\nI1\nsS'b'\nI01\ns.")]).toEqual([
    ['a', 1],
    ['b', true],
  ]);
  expect([...dict('}(U\x01aNU\x01b\x88U\x01c\x89U\x01dG@\x09\0\0\0\0\0\0u.')]).toEqual([
    ['a', null],
    ['b', true],
    ['c', false],
    ['d', 3.125],
  ]);
  expect(unpickle(bytes('\x8a\x02\xff\xff.')).value).toBe(-1);
  expect(unpickle(bytes('\x8a\x09\xff\xff\xff\xff\xff\xff\xff\xff\x01.')).value).toBe(2n ** 65n - 1n);
  expect(unpickle(bytes('L5L\n.')).value).toBe(5);
  expect(unpickle(bytes('(I1\nI2\nl.rest'))).toMatchObject({ value: { items: [1, 2] }, end: 9 });
});
