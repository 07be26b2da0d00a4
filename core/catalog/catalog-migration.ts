import type { Migration } from './migration.ts';

/** The first schema: datasets, runs, translators, the history of edits, jobs. */
export const catalogMigration: Migration = {
  name: 'catalog',
  sql: `
CREATE TABLE datasets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE dataset_versions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_id INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
  version INTEGER NOT NULL CHECK (version > 0),
  manifest_path TEXT NOT NULL,
  manifest_sha256 TEXT NOT NULL CHECK (length(manifest_sha256) = 64),
  created_ms INTEGER NOT NULL,
  UNIQUE (dataset_id, version)
) STRICT;

CREATE TABLE images (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset_version_id INTEGER NOT NULL REFERENCES dataset_versions ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('a', 'b')),
  path TEXT NOT NULL,
  size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  UNIQUE (dataset_version_id, side, path)
) STRICT;
CREATE INDEX images_by_content ON images (sha256);

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  method TEXT NOT NULL,
  options TEXT NOT NULL CHECK (json_valid(options)),
  dataset_version_id INTEGER REFERENCES dataset_versions ON DELETE SET NULL,
  folder TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'interrupted', 'finished', 'cancelled', 'failed')),
  step INTEGER NOT NULL CHECK (step >= 0),
  steps INTEGER NOT NULL CHECK (steps > 0),
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  changed_sequence INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE checkpoints (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  step INTEGER NOT NULL CHECK (step >= 0),
  folder TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
  milestone INTEGER NOT NULL CHECK (milestone IN (0, 1)),
  created_ms INTEGER NOT NULL,
  UNIQUE (run_id, step)
) STRICT;

CREATE TABLE translators (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  file TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  run_id INTEGER REFERENCES runs ON DELETE SET NULL,
  step INTEGER CHECK (step >= 0),
  direction TEXT NOT NULL CHECK (direction IN ('a-to-b', 'b-to-a')),
  domain_a TEXT NOT NULL,
  domain_b TEXT NOT NULL,
  licence TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('trained', 'imported', 'bundled')),
  created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX translators_by_name ON translators (name);
CREATE INDEX translators_by_run ON translators (run_id);

CREATE TABLE photos (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  created_ms INTEGER NOT NULL,
  UNIQUE (sha256, path)
) STRICT;

-- The edit history: each row is one edit of a photo, on top of its parent or of the original.
-- The translator stands by hash, so that the history outlives the translator's row.
CREATE TABLE results (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  photo_id INTEGER NOT NULL REFERENCES photos ON DELETE CASCADE,
  translator_sha256 TEXT NOT NULL CHECK (length(translator_sha256) = 64),
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  recipe_sha256 TEXT NOT NULL CHECK (length(recipe_sha256) = 64),
  parent_id INTEGER REFERENCES results ON DELETE SET NULL,
  output_path TEXT NOT NULL,
  output_sha256 TEXT NOT NULL CHECK (length(output_sha256) = 64),
  created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX results_by_photo ON results (photo_id, recipe_sha256);
CREATE INDEX results_by_translator ON results (translator_sha256);
CREATE INDEX results_by_parent ON results (parent_id);

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind <> ''),
  state TEXT NOT NULL
    CHECK (state IN ('queued', 'running', 'paused', 'interrupted', 'finished', 'cancelled', 'failed')),
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  progress REAL NOT NULL CHECK (progress BETWEEN 0 AND 1),
  error TEXT,
  session TEXT, -- the lock file of the process that runs it
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  changed_sequence INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX jobs_by_state ON jobs (state);

-- Orders changes whatever the clock does: each change of a run or job takes the next number.
CREATE TABLE sequence (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO sequence VALUES (1, 0);
`,
};
