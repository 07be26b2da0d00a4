import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/temporary-folder-stand-in.ts';
import { connect, type Connection } from './connection.ts';
import { danglingIn, danglingRows } from './dangling.ts';

function connection(): Connection {
  const made = connect(join(temporaryFolder(), 'catalog.db'));
  made.execute(`
    CREATE TABLE photos (id INTEGER PRIMARY KEY, shown INTEGER REFERENCES results ON DELETE SET NULL);
    CREATE TABLE results (id INTEGER PRIMARY KEY, photo_id INTEGER NOT NULL REFERENCES photos ON DELETE CASCADE);
    CREATE TABLE albums (photo_id INTEGER PRIMARY KEY REFERENCES photos ON DELETE CASCADE) WITHOUT ROWID;
    PRAGMA foreign_keys = OFF;
    INSERT INTO photos VALUES (1, 70);
    INSERT INTO results VALUES (5, 1), (6, 8);
    INSERT INTO albums VALUES (1), (9);
    PRAGMA foreign_keys = ON;`);
  return made;
}

test('dangling: S-63 rows whose references lead nowhere are found', () => {
  using made = closing(connection());
  expect(danglingRows(made.connection).map(({ table, rowId }) => [table, rowId])).toEqual(
    expect.arrayContaining([
      ['photos', 1],
      ['results', 6],
      ['albums', null],
    ]),
  );
});

test('dangling: S-63 mending forgets a reference or removes the row, as the schema says of a deleted target', () => {
  using made = closing(connection());
  danglingIn(made.connection).mend(danglingRows(made.connection));
  const ids = (sql: string) => made.connection.prepare<object, object>(sql).all({});
  expect(danglingRows(made.connection)).toEqual([]);
  expect(ids('SELECT * FROM photos')).toEqual([{ id: 1, shown: null }]);
  expect(ids('SELECT id FROM results')).toEqual([{ id: 5 }]);
  expect(ids('SELECT photo_id FROM albums')).toEqual([{ photo_id: 1 }]);
});

function closing(made: Connection): { readonly connection: Connection } & Disposable {
  return { connection: made, [Symbol.dispose]: () => made.close() };
}
