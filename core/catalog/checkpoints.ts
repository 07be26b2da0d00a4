import type { Connection } from './connection.ts';

export interface NewCheckpointRow {
  readonly runId: number;
  readonly step: number;
  readonly folder: string;
  /** Of the file with the tensors. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly milestone: boolean;
}

export interface CheckpointRow extends NewCheckpointRow {
  readonly id: number;
  readonly createdMs: number;
}

export interface Checkpoints {
  /** Records a checkpoint that is whole on the disk; one of the same step of the run is replaced. */
  add(checkpoint: NewCheckpointRow): void;
  /** Oldest step first. */
  list(runId: number): readonly CheckpointRow[];
  /** Forgets checkpoints whose folders were removed. */
  remove(runId: number, steps: readonly number[]): void;
  forget(id: number): void;
}

interface Row extends Omit<CheckpointRow, 'milestone'> {
  readonly milestone: 0 | 1;
}

export function checkpointsIn(connection: Connection): Checkpoints {
  const insert = connection.prepare(
    `INSERT INTO checkpoints (run_id, step, folder, sha256, size_bytes, milestone, created_ms)
    VALUES (@runId, @step, @folder, @sha256, @sizeBytes, @milestone, @createdMs)
    ON CONFLICT (run_id, step) DO UPDATE SET folder = @folder, sha256 = @sha256, size_bytes = @sizeBytes,
      milestone = @milestone, created_ms = @createdMs`,
  );
  const list = connection.prepare<object, Row>(
    `SELECT id, run_id AS runId, step, folder, sha256, size_bytes AS sizeBytes, milestone, created_ms AS createdMs
    FROM checkpoints WHERE run_id = @runId ORDER BY step`,
  );
  const remove = connection.prepare('DELETE FROM checkpoints WHERE run_id = @runId AND step = @step');
  const removeById = connection.prepare('DELETE FROM checkpoints WHERE id = @id');
  return {
    add({ runId, step, folder, sha256, sizeBytes, milestone }) {
      const row = { runId, step, folder, sha256, sizeBytes, milestone: Number(milestone) };
      insert.run({ ...row, createdMs: Date.now() });
    },
    list: (runId) => list.all({ runId }).map((row) => ({ ...row, milestone: row.milestone === 1 })),
    remove(runId, steps) {
      connection.transaction(() => {
        for (const step of steps) remove.run({ runId, step });
      });
    },
    forget: (id) => void removeById.run({ id }),
  };
}
