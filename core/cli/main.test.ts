import { expect, test } from 'vitest';
import { runHere } from './command-line-stand-in.ts';

test('command line: an unknown option is refused with the code for wrong use', async () => {
  const { exitCode, err } = await runHere('runs', '--colour');
  expect(exitCode).toBe(2);
  expect(err).toMatch(/^D-USE-001: Unknown option '--colour'\..*--help.*\n$/);
});

test('command line: an unknown command is refused', async () => {
  const { exitCode, err } = await runHere('draw');
  expect(exitCode).toBe(2);
  expect(err).toContain("command 'draw'");
});

test('command line: a value that is not a number names its option', async () => {
  const { exitCode, err } = await runHere('train', '--a', 'x', '--b', 'y', '--steps', 'many');
  expect(exitCode).toBe(2);
  expect(err).toMatch(/--steps <n>.*whole number/);
});

test('command line: a missing required option is named', async () => {
  const { exitCode, err } = await runHere('dataset', 'import', 'x', '--a', 'y');
  expect(exitCode).toBe(2);
  expect(err).toContain('--b <dir>');
});

test('command line: help is not an error', async () => {
  const { exitCode, out, err } = await runHere('--help');
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).toContain('Exit codes: 0 done');
});

test('command line: the options of training are those of the methods', async () => {
  const { exitCode, out } = await runHere('train', '--help');
  expect(exitCode).toBe(0);
  expect(out).toMatch(/--lambda-cycle <x>\s+weight of the cycle/);
});

test('command line: the version is that of the package', async () => {
  expect((await runHere('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});
