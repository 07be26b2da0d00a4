import Database from 'better-sqlite3';
import { CoreError } from '../contract/core-error.ts';
import { catalogError } from './sqlite-error.ts';

/** What a copy takes between two turns of everything else: what SQLite's binding takes by itself. */
const pagesInStep = 100;

/** A prepared statement with named parameters; all errors are CoreErrors. */
export interface Query<Parameters extends object, Row> {
  /** Returns the id of an inserted row and how many rows changed. */
  run(parameters: Parameters): { readonly id: number; readonly changes: number };
  get(parameters: Parameters): Row | undefined;
  all(parameters: Parameters): Row[];
}

/** One open SQLite file. */
export interface Connection {
  readonly path: string;
  readonly readOnly: boolean;
  prepare<Parameters extends object, Row = never>(sql: string): Query<Parameters, Row>;
  /** Everything or nothing; takes the write lock at once, and nests. */
  transaction<Result>(work: () => Result): Result;
  /** As `transaction`, but not waited for until it is on the disk: a power cut, and only that, may undo it. */
  quickTransaction<Result>(work: () => Result): Result;
  /** Several statements without results. */
  execute(sql: string): void;
  pragma(text: string): unknown;
  /** Copies the whole database to a new file by SQLite's online backup; writing may go on. */
  copyTo(path: string, signal?: AbortSignal): Promise<void>;
  close(): void;
}

export interface ConnectionOptions {
  readonly readOnly?: boolean;
  readonly busyTimeoutMs?: number;
}

/** Opens an SQLite file, making it when it is absent and not `readOnly`. Throws the CoreErrors of `catalogError`. */
export function connect(
  path: string,
  { readOnly = false, busyTimeoutMs = 5000 }: ConnectionOptions = {},
): Connection {
  const options = { readonly: readOnly, timeout: busyTimeoutMs };
  return connectionOver(
    mapped(path, () => new Database(path, options)),
    path,
    readOnly,
  );
}

/** The content of an SQLite file in memory, for a place where SQLite may not even make its temporary files. */
export function connectToCopy(bytes: Buffer, path: string): Connection {
  const copy = Buffer.from(bytes);
  copy.fill(1, 18, 20); // the header's write-ahead-log marks, which a database in memory cannot honour
  return connectionOver(
    mapped(path, () => new Database(copy, { readonly: true })),
    path,
    true,
  );
}

function connectionOver(database: Database.Database, path: string, readOnly: boolean): Connection {
  return {
    path,
    readOnly,
    prepare<Parameters extends object, Row>(sql: string): Query<Parameters, Row> {
      return query(
        mapped(path, () => database.prepare<Parameters, Row>(sql)),
        path,
      );
    },
    transaction: (work) => mapped(path, () => database.transaction(work).immediate()),
    quickTransaction: (work) => mapped(path, () => unsynced(database, database.transaction(work).immediate)),
    execute: (sql) => void mapped(path, () => database.exec(sql)),
    pragma: (text) => mapped(path, () => database.pragma(text, { simple: true })),
    async copyTo(target, signal) {
      const progress = (): number => {
        if (signal?.aborted) throw new CoreError('cancelled', 'Stopped as asked.');
        return pagesInStep;
      };
      await database.backup(target, { progress }).catch((error: unknown) => {
        throw catalogError(error, target);
      });
    },
    close: () => void database.close(),
  };
}

/** In the write-ahead log this leaves out the wait for the disk; the next transaction that is synced takes all before it along. */
function unsynced<Result>(database: Database.Database, work: () => Result): Result {
  if (database.inTransaction) return work(); // as durable as what it is a part of
  const before = database.pragma('synchronous', { simple: true }) as number;
  database.pragma('synchronous = NORMAL');
  try {
    return work();
  } finally {
    database.pragma(`synchronous = ${before}`);
  }
}

function query<Parameters extends object, Row>(
  statement: Database.Statement<Parameters, Row>,
  path: string,
): Query<Parameters, Row> {
  return {
    run: (parameters) => {
      const { lastInsertRowid, changes } = mapped(path, () => statement.run(parameters as never));
      return { id: Number(lastInsertRowid), changes };
    },
    get: (parameters) => mapped(path, () => statement.get(parameters as never)),
    all: (parameters) => mapped(path, () => statement.all(parameters as never)),
  };
}

function mapped<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw catalogError(error, path);
  }
}
