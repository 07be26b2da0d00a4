import type { Migration } from './migration.ts';

/** Everything that the window needs: a library of photos, styles with cards, undo, a queue with an order. */
export const studioMigration: Migration = {
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
  -- Photos that the library held already, unlisted or in the trash, as they were before: [{ ids, values }].
  revived TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(revived)),
  finished INTEGER NOT NULL DEFAULT 0 CHECK (finished IN (0, 1)),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;

ALTER TABLE photos ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- The name as it is sorted, and the letter of the jump bar under which it stands.
ALTER TABLE photos ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE photos ADD COLUMN name_mark TEXT NOT NULL DEFAULT '#';
ALTER TABLE photos ADD COLUMN place TEXT NOT NULL DEFAULT 'linked' CHECK (place IN ('linked', 'copied', 'sample'));
ALTER TABLE photos ADD COLUMN import_id INTEGER REFERENCES imports ON DELETE SET NULL;
ALTER TABLE photos ADD COLUMN format TEXT NOT NULL DEFAULT '';
ALTER TABLE photos ADD COLUMN width_pixels INTEGER CHECK (width_pixels > 0);
ALTER TABLE photos ADD COLUMN height_pixels INTEGER CHECK (height_pixels > 0);
ALTER TABLE photos ADD COLUMN camera TEXT;
ALTER TABLE photos ADD COLUMN colour_profile TEXT;
ALTER TABLE photos ADD COLUMN taken_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN taken_year INTEGER NOT NULL DEFAULT 1970;
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
-- 0: not in the library's grid, 1: in it, 2: in its trash.
ALTER TABLE photos ADD COLUMN shelf INTEGER
  AS (CASE WHEN listed = 0 THEN 0 WHEN trashed_ms IS NULL THEN 1 ELSE 2 END) VIRTUAL;
ALTER TABLE photos ADD COLUMN has_problem INTEGER AS (problem IS NOT NULL OR missing = 1) VIRTUAL;
UPDATE photos SET taken_ms = created_ms, name = path, name_key = path;
-- Ids of any page come from one of these alone: the columns after the first "id" are for filters.
CREATE INDEX photos_newest ON photos (shelf, taken_year DESC, taken_ms DESC, id DESC,
  results, stars, rejected, has_problem, import_id);
CREATE INDEX photos_by_name ON photos (shelf, name_mark, name_key, id,
  results, stars, rejected, has_problem, import_id);
CREATE INDEX photos_by_stars ON photos (shelf, stars DESC, taken_year DESC, taken_ms DESC, id DESC,
  results, rejected, has_problem, import_id);
CREATE INDEX photos_by_import ON photos (import_id);
CREATE INDEX photos_by_path ON photos (path);
CREATE INDEX results_by_content ON results (output_sha256);
CREATE INDEX results_by_path ON results (output_path);

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

-- What photos are found by, kept in step by the triggers; so is the number of results.
CREATE VIRTUAL TABLE photo_words USING fts5(name, camera, styles, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE TRIGGER photos_added AFTER INSERT ON photos WHEN NEW.listed = 1 BEGIN
  INSERT INTO photo_words (rowid, name, camera, styles) VALUES (NEW.id, NEW.name, coalesce(NEW.camera, ''), '');
END;
CREATE TRIGGER photos_changed AFTER UPDATE OF name, camera, listed, results ON photos WHEN NEW.listed = 1 BEGIN
  DELETE FROM photo_words WHERE rowid = NEW.id;
  INSERT INTO photo_words (rowid, name, camera, styles) VALUES (NEW.id, NEW.name, coalesce(NEW.camera, ''),
    (SELECT coalesce(group_concat(style_name, ' '), '') FROM results
      WHERE photo_id = NEW.id AND listed = 1 AND trashed_ms IS NULL));
END;
CREATE TRIGGER photos_removed AFTER DELETE ON photos BEGIN
  DELETE FROM photo_words WHERE rowid = OLD.id;
END;
CREATE TRIGGER results_added AFTER INSERT ON results WHEN NEW.listed = 1 BEGIN
  UPDATE photos SET results = results + (NEW.trashed_ms IS NULL) WHERE id = NEW.photo_id;
END;
CREATE TRIGGER results_changed AFTER UPDATE OF listed, trashed_ms, style_name ON results BEGIN
  UPDATE photos SET results = results + (NEW.listed = 1 AND NEW.trashed_ms IS NULL)
    - (OLD.listed = 1 AND OLD.trashed_ms IS NULL) WHERE id = NEW.photo_id;
END;
CREATE TRIGGER results_removed AFTER DELETE ON results WHEN OLD.listed = 1 AND OLD.trashed_ms IS NULL BEGIN
  UPDATE photos SET results = results - 1 WHERE id = OLD.photo_id;
END;

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
  created_ms INTEGER NOT NULL,
  -- The group of jobs whose results belong to it.
  group_id TEXT AS (json_extract(redo, '$.payload.groupId')) VIRTUAL
) STRICT;
CREATE INDEX actions_by_group ON actions (group_id) WHERE group_id IS NOT NULL;

-- Results that came of an action bit by bit, with what their photos showed before.
CREATE TABLE action_results (
  action_id INTEGER NOT NULL REFERENCES actions ON DELETE CASCADE,
  result_id INTEGER NOT NULL REFERENCES results ON DELETE CASCADE,
  shown_before INTEGER,
  PRIMARY KEY (action_id, result_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX action_results_by_result ON action_results (result_id);

-- A large change is made in slices, each in a transaction of its own; what a kill leaves is made at the next start.
CREATE TABLE action_slices (
  action_id INTEGER NOT NULL REFERENCES actions ON DELETE CASCADE,
  position INTEGER NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('undo', 'redo')),
  -- What is still to be made, or what takes back what was made.
  todo TEXT CHECK (json_valid(todo)),
  back TEXT CHECK (json_valid(back)),
  PRIMARY KEY (action_id, position)
) STRICT, WITHOUT ROWID;

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
-- What a person asked of it that is not done yet; a killed program does it when it starts again.
ALTER TABLE jobs ADD COLUMN stopping TEXT CHECK (stopping IN ('cancel', 'pause'));
ALTER TABLE jobs ADD COLUMN stage TEXT;
ALTER TABLE jobs ADD COLUMN failure TEXT CHECK (failure IS NULL OR json_valid(failure));
ALTER TABLE jobs ADD COLUMN summary TEXT;
ALTER TABLE jobs ADD COLUMN outcome TEXT CHECK (outcome IS NULL OR json_valid(outcome));
ALTER TABLE jobs ADD COLUMN started_ms INTEGER;
ALTER TABLE jobs ADD COLUMN ended_ms INTEGER;
-- Hidden from the list of ended jobs.
ALTER TABLE jobs ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0 CHECK (pruned IN (0, 1));
UPDATE jobs SET position = id;
CREATE INDEX jobs_by_place ON jobs (priority, position);
CREATE INDEX jobs_by_group ON jobs (group_id) WHERE group_id IS NOT NULL;

-- The set that comes with the app.
ALTER TABLE datasets ADD COLUMN sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1));
-- The images of a large version come in slices; it is there once it is whole.
ALTER TABLE dataset_versions ADD COLUMN whole INTEGER NOT NULL DEFAULT 1 CHECK (whole IN (0, 1));

ALTER TABLE runs ADD COLUMN trashed_ms INTEGER;
ALTER TABLE runs ADD COLUMN failure TEXT CHECK (failure IS NULL OR json_valid(failure));
-- The job of the queue that trains it.
ALTER TABLE runs ADD COLUMN job_id INTEGER REFERENCES jobs ON DELETE SET NULL;

-- What was measured on this machine: seconds in a training step, megapixels in a second ...
CREATE TABLE measurements (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  created_ms INTEGER NOT NULL
) STRICT;
`,
};
