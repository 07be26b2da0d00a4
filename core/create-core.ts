import type { MethodForm } from './contract/method-form.ts';
import type { Core, LibraryCare } from './services/core.ts';
import { defaultLibraryFolder, libraryFolder } from './services/library-folder.ts';

export interface CoreOptions {
  /** `$DIPTYCH_HOME` or the platform's place for data when absent. */
  readonly libraryFolder?: string | undefined;
  readonly onWarning?: (message: string) => void;
}

/** The methods with their options, without opening a library. */
export async function methodForms(): Promise<readonly MethodForm[]> {
  const { readMethodForms } = await import('./services/method-forms.ts');
  return readMethodForms();
}

export async function createCore(_o: CoreOptions): Promise<Core> {
  void defaultLibraryFolder;
  void libraryFolder;
  throw new Error('unfinished');
}
export async function createLibraryCare(_o: CoreOptions): Promise<LibraryCare> {
  throw new Error('unfinished');
}
