import type { Migration } from './migration.ts';

/** Photos are found by their tags and by the trainings behind their results too. */
export const searchMigration: Migration = {
  name: 'search',
  sql: `
-- The keywords that were in the file when it was read.
ALTER TABLE photos ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags));
-- Of the training whose style it was, as it was called then; '' where the style came from elsewhere.
ALTER TABLE results ADD COLUMN run_name TEXT NOT NULL DEFAULT '';

DROP TRIGGER photos_added;
DROP TRIGGER photos_changed;
DROP TABLE photo_words;
UPDATE results SET run_name = coalesce((SELECT r.name FROM translators t JOIN runs r ON r.id = t.run_id
  WHERE t.sha256 = results.translator_sha256), '') WHERE listed = 1;

-- What each photo is found by. A word that nobody types stands between two tags: they are no phrase together.
CREATE VIEW photo_texts AS SELECT p.id, p.name, coalesce(p.camera, '') AS camera,
  (SELECT coalesce(group_concat(style_name, ' ' || char(0xE000) || ' '), '') FROM results
    WHERE photo_id = p.id AND listed = 1 AND trashed_ms IS NULL) AS styles,
  (SELECT coalesce(group_concat(value, ' ' || char(0xE000) || ' '), '') FROM json_each(p.tags)) AS tags,
  (SELECT coalesce(group_concat(run_name, ' ' || char(0xE000) || ' '), '') FROM results
    WHERE photo_id = p.id AND listed = 1 AND trashed_ms IS NULL AND run_name <> '') AS runs
FROM photos p;
CREATE VIRTUAL TABLE photo_words USING fts5(name, camera, styles, tags, runs, content='', contentless_delete=1,
  tokenize="unicode61 remove_diacritics 2", prefix='2 3');
INSERT INTO photo_words (rowid, name, camera, styles, tags, runs)
  SELECT id, name, camera, styles, tags, runs FROM photo_texts
  WHERE id IN (SELECT id FROM photos WHERE listed = 1) ORDER BY id;

CREATE TRIGGER photos_added AFTER INSERT ON photos WHEN NEW.listed = 1 BEGIN
  INSERT INTO photo_words (rowid, name, camera, styles, tags, runs)
    SELECT id, name, camera, styles, tags, runs FROM photo_texts WHERE id = NEW.id;
END;
CREATE TRIGGER photos_changed AFTER UPDATE OF name, camera, tags, listed, results ON photos WHEN NEW.listed = 1 BEGIN
  DELETE FROM photo_words WHERE rowid = NEW.id;
  INSERT INTO photo_words (rowid, name, camera, styles, tags, runs)
    SELECT id, name, camera, styles, tags, runs FROM photo_texts WHERE id = NEW.id;
END;
`,
};
