/** A file that a person gave, at its place below what they gave: `holiday/beach/IMG_1.jpg`. */
export interface PickedFile {
  readonly path: string;
  readonly file: File;
}

/** Everything of a drop or paste, folders with all that is in them. Call it while the event is handled. */
export async function filesOfTransfer(transfer: DataTransfer): Promise<readonly PickedFile[]> {
  // Entries must be taken before the first wait: the browser empties the transfer after the event.
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const given = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found = given.map(({ entry, file }) => {
    if (entry !== null) return filesOfEntry(entry, entry.name);
    return Promise.resolve(file === null ? [] : [{ path: file.name || 'pasted.png', file }]);
  });
  return (await Promise.all(found)).flat();
}

/** Opens the browser's file dialog; empty when it was cancelled. */
export function filesOfInput(input: HTMLInputElement): Promise<readonly PickedFile[]> {
  return new Promise((resolve) => {
    input.addEventListener('change', () =>
      resolve([...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }))),
    );
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

async function filesOfEntry(entry: FileSystemEntry, path: string): Promise<readonly PickedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path, file }];
  }
  const entries = await readAll((entry as FileSystemDirectoryEntry).createReader());
  const found = await Promise.all(entries.map((inner) => filesOfEntry(inner, `${path}/${inner.name}`)));
  return found.flat();
}

/** A reader gives a hundred entries at a time. */
async function readAll(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
