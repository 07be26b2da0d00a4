import type { Connection } from './connection.ts';

/** A row that refers to one which is not there. */
export interface DanglingRow {
  readonly table: string;
  /** Null in a table without row ids. */
  readonly rowId: number | null;
  /** Which reference of the table it is. */
  readonly reference: number;
}

/** So many are found at a time; the next check finds the next. */
const mostRows = 1000;

/** Rows whose references lead nowhere, which only a writer that ignores our schema can leave. */
export function danglingRows(connection: Connection): readonly DanglingRow[] {
  const check = connection.prepare<object, DanglingRow>(
    'SELECT "table", rowid AS rowId, fkid AS reference FROM pragma_foreign_key_check LIMIT @mostRows',
  );
  return check.all({ mostRows });
}

/** Takes references that lead nowhere out of a catalog. */
export interface Dangling {
  /** Does what the schema says of a row whose target is deleted: forgets the reference, or removes the row. */
  mend(rows: readonly DanglingRow[]): void;
}

interface Reference {
  readonly id: number;
  readonly column: string;
  readonly target: string;
  readonly onDelete: string;
}

export function danglingIn(connection: Connection): Dangling {
  const references = connection.prepare<object, Reference>(
    `SELECT id, "from" AS "column", "table" AS target, on_delete AS onDelete FROM pragma_foreign_key_list(@table)`,
  );
  const mendOne = ({ table, rowId, reference }: DanglingRow) => {
    const found = references.all({ table }).find(({ id }) => id === reference);
    if (found === undefined) return;
    const { column, target, onDelete } = found;
    const where = `"${column}" IS NOT NULL AND "${column}" NOT IN (SELECT id FROM "${target}")`;
    const which = rowId === null ? where : `rowid = @rowId AND ${where}`;
    const change =
      onDelete === 'SET NULL' ? `UPDATE "${table}" SET "${column}" = NULL` : `DELETE FROM "${table}"`;
    connection.prepare(`${change} WHERE ${which}`).run(rowId === null ? {} : { rowId });
  };
  return { mend: (rows) => connection.transaction(() => rows.forEach(mendOne)) };
}
