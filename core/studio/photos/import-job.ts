import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ImportProblem, PhotoFile } from '../../catalog/imports.ts';
import type { LibraryChange } from '../../catalog/library-changes.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { JobKind, JobOutcome, JobWork } from '../../jobs/job-kind.ts';
import type { LibraryFolder } from '../../services/library-folder.ts';
import type { Refusal, Surveyed, SurveyedPhoto } from '../../work/survey-photos-task.ts';
import type { House } from '../house.ts';
import { countWords } from './count-words.ts';
import { gatherPhotos, type Dropped } from './gather-photos.ts';
import type { LibraryEffect } from './library-effect.ts';
import { removePhotoFiles } from './remove-photo-files.ts';

export interface ImportPayload {
  readonly importId: number;
  readonly dropped: readonly Dropped[];
  readonly place: 'link' | 'copy';
  readonly albumId: number | null;
}

/** So many files go to the engine at a time: a person who looks at a photo meanwhile waits for no more. */
const filesAtOnce = 8;
const mostProblems = 100;
const mostNamed = 500;

/** What an import leaves: the photos that it was about, with those that were there already. */
export interface ImportOutcome {
  readonly importId: number;
  readonly photoIds: readonly number[];
}

/** Where the uploads of an import wait for it. */
export function uploadsOf(library: LibraryFolder, importId: number): string {
  return join(library.photos, `incoming-${importId}`);
}

/** Photos come in as they are read; what a crash interrupts goes on where it was. */
export function importJob(house: House, effect: LibraryEffect): JobKind<ImportPayload> {
  return {
    kind: 'import-photos',
    resource: 'pictures',
    canPause: false,
    afterCrash: 'requeue',
    run: (payload, work) => new PhotoImport(house, effect, payload).run(work),
    async undo({ importId }) {
      const removed = house.catalog.imports.remove(importId);
      await removePhotoFiles(house, removed satisfies readonly PhotoFile[]);
      await rm(uploadsOf(house.library, importId), { recursive: true, force: true });
      for (const topic of ['photos', 'albums'] as const) house.changes.publish({ topic });
    },
  };
}

/** One import while it runs. */
class PhotoImport {
  readonly #house: House;
  readonly #effect: LibraryEffect;
  readonly #payload: ImportPayload;
  readonly #counts = { added: 0, duplicates: 0, unreadable: 0, notPhotos: 0 };
  readonly #problems: ImportProblem[] = [];
  readonly #seen = new Set<string>();
  readonly #albumPhotos = new Set<number>();
  readonly #named = new Set<number>();

  constructor(house: House, effect: LibraryEffect, payload: ImportPayload) {
    this.#house = house;
    this.#effect = effect;
    this.#payload = payload;
  }

  async run({ signal, report }: JobWork): Promise<JobOutcome> {
    const { importId, dropped } = this.#payload;
    const found = this.#house.catalog.imports.get(importId);
    if (found?.isFinished === true) return this.#outcome(); // killed between the last row and the end
    const { files, refused } = await gatherPhotos(dropped, signal);
    for (const { name, failure } of refused) this.#refuse(name, { ...failure, isPicture: true });
    for (let start = 0; start < files.length; start += filesAtOnce) {
      report({ fraction: start / files.length, stage: `Photo ${start + 1} of ${files.length}` });
      await this.#survey(files.slice(start, start + filesAtOnce), signal);
    }
    this.#finish();
    await rm(uploadsOf(this.#house.library, importId), { recursive: true, force: true });
    return this.#outcome();
  }

  /** A file that takes the engine down with it, or of which nothing is heard, is found by reading what is left one by one. */
  async #survey(files: readonly Dropped[], signal: AbortSignal): Promise<void> {
    const left = new Set(files);
    let end: CoreError | undefined;
    try {
      await this.#surveyInEngine(files, signal, (file) => left.delete(file));
    } catch (error) {
      if (signal.aborted || !(error instanceof CoreError) || !enginesEnd.has(error.reason)) throw error;
      end = error;
    }
    if (files.length > 1) for (const file of left) await this.#survey([file], signal);
    else if (left.size > 0) this.#refuse(files[0]!.name, refusalOf(end ?? noAnswer()));
  }

  async #surveyInEngine(
    files: readonly Dropped[],
    signal: AbortSignal,
    onDone: (file: Dropped) => void,
  ): Promise<void> {
    const { engines, library } = this.#house;
    const order = {
      files: files.map(({ path, name, isUpload }) => ({ path, name, isCopied: this.#isCopied(isUpload) })),
      thumbs: join(library.cache, 'thumbs'),
      photos: library.photos,
    };
    const faults: unknown[] = [];
    const take = (surveyed: Surveyed) => {
      const file = files[surveyed.index]!;
      try {
        if ('photo' in surveyed) this.#add(file, surveyed.photo);
        else this.#refuse(file.name, surveyed.refusal);
        onDone(file);
      } catch (error) {
        faults.push(error); // a full disk, say: it ends the job, not the engine
      }
    };
    await engines.run('pictures', 'survey-photos', order, { signal, onNews: take });
    if (faults.length > 0) throw faults[0];
  }

  #isCopied(isUpload: boolean): boolean {
    return isUpload || this.#payload.place === 'copy';
  }

  #add({ name, isUpload }: Dropped, photo: SurveyedPhoto): void {
    const { catalog, library, changes } = this.#house;
    const isCopied = this.#isCopied(isUpload);
    const path = isCopied ? relative(library.root, photo.path) : photo.path;
    const row = { ...photo, path, name, place: isCopied ? ('copied' as const) : ('linked' as const) };
    const [added] = catalog.imports.addPhotos(this.#payload.importId, [row]);
    const isDuplicate = added!.outcome === 'duplicate' || this.#seen.has(photo.sha256);
    this.#seen.add(photo.sha256);
    this.#counts[isDuplicate ? 'duplicates' : 'added']++;
    if (this.#named.size < mostNamed) this.#named.add(added!.id);
    this.#putIntoAlbum(added!.id, added!.outcome === 'here');
    changes.publish({ topic: 'photos', ids: [added!.id] }); // also of a duplicate: its tags may be new
  }

  #putIntoAlbum(photoId: number, isFromBefore: boolean): void {
    const { albumId } = this.#payload;
    if (albumId === null) return;
    const change = { what: 'album-photos', id: albumId, ids: [photoId], isIn: true } as const;
    const [back] = this.#house.catalog.libraryChanges.apply([change]);
    const isNew = back?.what === 'album-photos' && back.ids.length > 0;
    if (isNew || isFromBefore) this.#albumPhotos.add(photoId);
  }

  #refuse(name: string, { isPicture, code, reason, message }: Refusal): void {
    this.#counts[isPicture ? 'unreadable' : 'notPhotos']++;
    if (isPicture && this.#problems.length < mostProblems)
      this.#problems.push({ name, failure: { code, reason, message, details: {} } });
  }

  /** The import as one action, recorded with the last of it. */
  #finish(): void {
    const { catalog, actions } = this.#house;
    const { importId, albumId } = this.#payload;
    catalog.transaction(() => {
      catalog.imports.finish(importId, { ...this.#counts, problems: this.#problems });
      const { undo, redo } = catalog.imports.effect(importId);
      const ids = [...this.#albumPhotos];
      const album = (isIn: boolean): readonly LibraryChange[] =>
        albumId === null || ids.length === 0 ? [] : [{ what: 'album-photos', id: albumId, ids, isIn }];
      if (this.#counts.added === 0 && ids.length === 0) return;
      const label = `Import ${countWords(Math.max(this.#counts.added, ids.length), 'photo')}`;
      actions.record(label, this.#effect, {
        undo: [...album(false), ...undo],
        redo: [...redo, ...album(true)],
      });
    });
    this.#house.changes.publish({ topic: 'albums' });
  }

  #outcome(): JobOutcome {
    const { importId } = this.#payload;
    const { imports } = this.#house.catalog;
    const { added, duplicates, unreadable, notPhotos } = imports.get(importId) ?? this.#counts;
    const named = this.#named.size > 0 ? [...this.#named] : imports.photoIds(importId).slice(0, mostNamed);
    const parts = [
      countWords(added, 'photo'),
      duplicates > 0 && countWords(duplicates, 'duplicate'),
      unreadable > 0 && `${unreadable} unreadable`,
      notPhotos > 0 && `${notPhotos} not ${notPhotos === 1 ? 'a photo' : 'photos'}`,
    ].filter((part) => part !== false);
    return {
      summary: parts.join(', '),
      outcome: { importId, photoIds: named } satisfies ImportOutcome,
      failures: unreadable,
    };
  }
}

function noAnswer(): CoreError {
  return new CoreError(
    'engine-failed',
    'The process that read this file said nothing of it. Import it again.',
  );
}

function refusalOf({ code, reason, message }: CoreError): Refusal {
  return { isPicture: true, code, reason, message };
}

const enginesEnd: ReadonlySet<string> = new Set(['engine-failed', 'out-of-memory']);
