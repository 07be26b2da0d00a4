import { access } from 'node:fs/promises';
import type { TranslatorRow } from '../../catalog/translators.ts';
import { CoreError } from '../../contract/core-error.ts';
import { translatorFile } from '../../services/translator-file.ts';
import type { PreviewOutput } from '../../work/preview-task.ts';
import type { House } from '../house.ts';
import { previewFile, previewKey } from './preview-files.ts';

/** A photo in a look, small. */
export interface PreviewOrder {
  readonly translator: TranslatorRow;
  /** The same key stands for the same content. */
  readonly photo: { readonly path: string; readonly key: string };
  readonly longSidePixels: number;
  readonly strength: number;
}

export interface MadePreview {
  readonly key: string;
  /** Absolute. */
  readonly path: string;
  /** Null where the preview had been made before, and is only known as a file. */
  readonly size: PreviewOutput | null;
}

/** A picture that several may wait for. */
interface Shared {
  readonly order: PreviewOrder;
  readonly result: PromiseWithResolvers<MadePreview>;
  readonly stopping: AbortController;
  waiting: number;
}

/**
 * Who gets the preview engine: previews at once, and of one slot only the newest; the pictures on style cards when
 * nobody waits for a preview, one after the other, those asked for last first. What was made before comes from the disk.
 */
export class PreviewDesk {
  readonly #house: House;
  readonly #slots = new Map<string, AbortController>();
  readonly #looks = new Map<string, Shared>();
  #previews = 0;
  #look: string | undefined;

  constructor(house: House) {
    this.#house = house;
  }

  /** Throws `cancelled` when a newer preview of the slot is asked for, and what the preview task throws. */
  async preview(order: PreviewOrder, slot: string, signal: AbortSignal): Promise<MadePreview> {
    const stopping = new AbortController();
    this.#slots.get(slot)?.abort('cancel');
    this.#slots.set(slot, stopping);
    this.#previews += 1;
    try {
      return await this.#make(order, AbortSignal.any([signal, stopping.signal]));
    } finally {
      if (this.#slots.get(slot) === stopping) this.#slots.delete(slot);
      this.#previews -= 1;
      this.#nextLook();
    }
  }

  /** Throws `cancelled` once `signal` is aborted, and what the preview task throws. */
  async look(order: PreviewOrder, signal: AbortSignal): Promise<MadePreview> {
    const key = keyOf(order);
    const made = await this.#made(key);
    if (made !== undefined) return made;
    const shared = this.#looks.get(key) ?? this.#addLook(key, order);
    shared.waiting += 1;
    const leave = () => {
      shared.waiting -= 1;
      if (shared.waiting === 0) this.#dropLook(key, shared);
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    this.#nextLook();
    try {
      return await shared.result.promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #addLook(key: string, order: PreviewOrder): Shared {
    const result = Promise.withResolvers<MadePreview>();
    result.promise.catch(() => undefined); // it may fail when everybody has left
    const shared = { order, result, stopping: new AbortController(), waiting: 0 };
    this.#looks.set(key, shared);
    return shared;
  }

  #dropLook(key: string, { stopping, result }: Shared): void {
    this.#looks.delete(key);
    stopping.abort('cancel');
    result.reject(new CoreError('cancelled', 'Nobody waits for this picture any more.'));
  }

  #nextLook(): void {
    if (this.#previews > 0 || this.#look !== undefined) return;
    const [key, shared] = [...this.#looks].at(-1) ?? [];
    if (key === undefined || shared === undefined) return;
    this.#look = key;
    this.#make(shared.order, shared.stopping.signal)
      .then(shared.result.resolve, shared.result.reject)
      .finally(() => {
        this.#look = undefined;
        if (this.#looks.get(key) === shared) this.#looks.delete(key);
        this.#nextLook();
      });
  }

  async #make(order: PreviewOrder, signal: AbortSignal): Promise<MadePreview> {
    const key = keyOf(order);
    const { photo, longSidePixels, strength, translator: row } = order;
    const made = await this.#made(key);
    if (made !== undefined) return made;
    const path = previewFile(this.#house.library, key);
    const translator = { path: translatorFile(row, this.#house), sha256: row.sha256 };
    const input = { translator, photo, longSidePixels, strength, output: path };
    const size = await this.#house.engines.run('preview', 'preview', input, { signal });
    return { key, path, size };
  }

  async #made(key: string): Promise<MadePreview | undefined> {
    const path = previewFile(this.#house.library, key);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    return isThere ? { key, path, size: null } : undefined;
  }
}

function keyOf({ translator, photo, longSidePixels, strength }: PreviewOrder): string {
  return previewKey({
    translatorSha256: translator.sha256,
    photoKey: photo.key,
    longSidePixels,
    strength,
  });
}
