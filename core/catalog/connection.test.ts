import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { connect } from './connection.ts';

function numbers() {
  const connection = connect(join(temporaryFolder(), 'numbers.db'));
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.execute('CREATE TABLE numbers (value INTEGER) STRICT');
  const insert = connection.prepare('INSERT INTO numbers VALUES (@value)');
  const select = connection.prepare<object, { value: number }>('SELECT value FROM numbers');
  return {
    connection,
    add: (value: number) => void insert.run({ value }),
    all: () => select.all({}).map(({ value }) => value),
  };
}

test('connection: a quick transaction that fails leaves nothing', () => {
  const { connection, add, all } = numbers();
  const failing = () =>
    connection.quickTransaction(() => {
      add(1);
      throw new Error('no');
    });
  expect(failing).toThrow();
  expect(all()).toEqual([]);
  expect(connection.pragma('synchronous')).toBe(2);
  connection.close();
});

test('connection: after a quick transaction all others wait for the disk as before', () => {
  const { connection, add, all } = numbers();
  connection.quickTransaction(() => {
    expect(connection.pragma('synchronous')).toBe(1);
    add(1);
  });
  expect([all(), connection.pragma('synchronous')]).toEqual([[1], 2]);
  connection.close();
});

test('connection: a quick transaction within another is as durable as that', () => {
  const { connection, add, all } = numbers();
  connection.transaction(() =>
    connection.quickTransaction(() => {
      expect(connection.pragma('synchronous')).toBe(2);
      add(1);
    }),
  );
  expect(all()).toEqual([1]);
  connection.close();
});
