const prefix = 'diptych-list-';

/** What is too long for an address: kept beside it for as long as the window is there, also over a reload. */
export class LongLists {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>) {
    this.#storage = storage;
  }

  /** Returns the short key that finds the list again; the same list has the same key. */
  keep(list: string): string {
    const key = `${fingerprint(list)}-${list.length.toString(36)}`;
    try {
      this.#storage.setItem(prefix + key, list);
    } catch {
      // Full: what was open before gives way.
      this.#clear();
      this.#storage.setItem(prefix + key, list);
    }
    return key;
  }

  find(key: string): string | undefined {
    return this.#storage.getItem(prefix + key) ?? undefined;
  }

  #clear(): void {
    const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index) ?? '');
    keys.filter((key) => key.startsWith(prefix)).forEach((key) => this.#storage.removeItem(key));
  }
}

/** FNV-1a, 32 bits: to tell the lists of one window apart. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(36);
}
