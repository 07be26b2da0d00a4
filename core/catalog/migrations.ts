export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** 'DPTY': tells our catalogs from other programs' SQLite files. */
export const applicationId = 0x44505459;

const catalog: Migration = {
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

/** Everything that the window needs: a library of photos, styles with cards, undo, a queue with an order. */
const studio: Migration = {
  name: 'studio',
  sql: `
CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,
  added INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  unreadable INTEGER NOT NULL DEFAULT 0,
  not_photos INTEGER NOT NULL DEFAULT 0,
  problems TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(problems)),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;

ALTER TABLE photos ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE photos ADD COLUMN place TEXT NOT NULL DEFAULT 'linked' CHECK (place IN ('linked', 'copied', 'sample'));
ALTER TABLE photos ADD COLUMN import_id INTEGER REFERENCES imports ON DELETE SET NULL;
ALTER TABLE photos ADD COLUMN format TEXT NOT NULL DEFAULT '';
ALTER TABLE photos ADD COLUMN width_pixels INTEGER CHECK (width_pixels > 0);
ALTER TABLE photos ADD COLUMN height_pixels INTEGER CHECK (height_pixels > 0);
ALTER TABLE photos ADD COLUMN camera TEXT;
ALTER TABLE photos ADD COLUMN colour_profile TEXT;
ALTER TABLE photos ADD COLUMN taken_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN stars INTEGER NOT NULL DEFAULT 0 CHECK (stars BETWEEN 0 AND 5);
ALTER TABLE photos ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0 CHECK (rejected IN (0, 1));
ALTER TABLE photos ADD COLUMN missing INTEGER NOT NULL DEFAULT 0 CHECK (missing IN (0, 1));
ALTER TABLE photos ADD COLUMN problem TEXT;
ALTER TABLE photos ADD COLUMN trashed_ms INTEGER;
-- In the library's grid; photos that only the command line translated are not.
ALTER TABLE photos ADD COLUMN listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1));
ALTER TABLE photos ADD COLUMN results INTEGER NOT NULL DEFAULT 0 CHECK (results >= 0);
-- The result that is shown; null shows the original.
ALTER TABLE photos ADD COLUMN current_result_id INTEGER REFERENCES results ON DELETE SET NULL;
UPDATE photos SET taken_ms = created_ms, name = path;
CREATE INDEX photos_newest ON photos (listed, trashed_ms, taken_ms DESC, id DESC);
CREATE INDEX photos_by_name ON photos (listed, trashed_ms, name COLLATE NOCASE, id);
CREATE INDEX photos_by_stars ON photos (listed, trashed_ms, stars DESC, taken_ms DESC, id DESC);
CREATE INDEX photos_by_import ON photos (import_id);

ALTER TABLE results ADD COLUMN style_name TEXT NOT NULL DEFAULT '';
ALTER TABLE results ADD COLUMN direction TEXT NOT NULL DEFAULT 'a-to-b' CHECK (direction IN ('a-to-b', 'b-to-a'));
ALTER TABLE results ADD COLUMN width_pixels INTEGER CHECK (width_pixels > 0);
ALTER TABLE results ADD COLUMN height_pixels INTEGER CHECK (height_pixels > 0);
ALTER TABLE results ADD COLUMN seconds REAL;
ALTER TABLE results ADD COLUMN trashed_ms INTEGER;
-- Results that the window made lie in the library and belong to the photo's history.
ALTER TABLE results ADD COLUMN listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1));

CREATE TABLE albums (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  created_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE album_photos (
  album_id INTEGER NOT NULL REFERENCES albums ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photos ON DELETE CASCADE,
  PRIMARY KEY (album_id, photo_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX album_photos_by_photo ON album_photos (photo_id);

CREATE VIRTUAL TABLE photo_words USING fts5(name, camera, styles, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 2 tokenchars ''", prefix='2 3');

CREATE TABLE styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  method TEXT NOT NULL DEFAULT '',
  origin TEXT NOT NULL CHECK (origin IN ('trained', 'imported', 'bundled')),
  licence TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  -- Which bundled style this is, so that it can be restored.
  bundled_key TEXT UNIQUE,
  megapixels_per_second REAL,
  trashed_ms INTEGER,
  created_ms INTEGER NOT NULL
) STRICT;
INSERT INTO styles (name, origin, licence, created_ms)
  SELECT name, max(origin), max(licence), min(created_ms) FROM translators GROUP BY name;
ALTER TABLE translators ADD COLUMN style_id INTEGER REFERENCES styles ON DELETE CASCADE;
UPDATE translators SET style_id = (SELECT id FROM styles WHERE styles.name = translators.name);
CREATE INDEX translators_by_style ON translators (style_id);

-- What a person did, newest last. Undoing applies 'undo' and marks the row; the next new action removes undone ones.
CREATE TABLE actions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  label TEXT NOT NULL,
  undo TEXT NOT NULL CHECK (json_valid(undo)),
  redo TEXT NOT NULL CHECK (json_valid(redo)),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE export_presets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (name <> ''),
  preset TEXT NOT NULL CHECK (json_valid(preset)),
  is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1))
) STRICT;

ALTER TABLE jobs ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN subject TEXT CHECK (subject IS NULL OR json_valid(subject));
ALTER TABLE jobs ADD COLUMN group_id TEXT;
-- Waiting jobs start with the highest priority, then the lowest position.
ALTER TABLE jobs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN position REAL NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN stage TEXT;
ALTER TABLE jobs ADD COLUMN failure TEXT CHECK (failure IS NULL OR json_valid(failure));
ALTER TABLE jobs ADD COLUMN summary TEXT;
ALTER TABLE jobs ADD COLUMN outcome TEXT CHECK (outcome IS NULL OR json_valid(outcome));
ALTER TABLE jobs ADD COLUMN started_ms INTEGER;
ALTER TABLE jobs ADD COLUMN ended_ms INTEGER;
-- Hidden from the list of ended jobs.
ALTER TABLE jobs ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0 CHECK (pruned IN (0, 1));
UPDATE jobs SET position = id;

ALTER TABLE checkpoints ADD COLUMN bookmarked INTEGER NOT NULL DEFAULT 0 CHECK (bookmarked IN (0, 1));
ALTER TABLE runs ADD COLUMN trashed_ms INTEGER;
ALTER TABLE runs ADD COLUMN failure TEXT CHECK (failure IS NULL OR json_valid(failure));

-- What was measured on this machine: seconds in a training step, megapixels in a second ...
CREATE TABLE measurements (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  created_ms INTEGER NOT NULL
) STRICT;
`,
};

/** Append-only: a released migration never changes. The schema's version is the number of those applied. */
export const migrations: readonly Migration[] = [catalog, studio];
