import type { Change } from '../contract/app-contract.ts';
import { CoreError } from '../contract/core-error.ts';
import type { OpenLibrary } from './open-library.ts';

/** The library of a running app: open, or closed because of a problem. */
export interface LibraryDoor {
  /** Throws `library-closed` with the problem. */
  open(): OpenLibrary;
  /** Why it is closed; null while it is open. */
  problem(): CoreError | null;
  /** Closes it, does `work` on its files, and opens it again, whatever came of the work. */
  whileClosed<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Gives it up because its files are out of reach, whatever its work was; nothing while it is closed or worked on. */
  giveUp(why: CoreError): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the door, unless it is to be kept closed for the reason given; a catalog that does not open is a problem that is
 * shown, anything else is thrown.
 */
export async function createDoor(
  openNow: () => Promise<OpenLibrary>,
  publish: (change: Change) => void,
  keptClosed?: CoreError,
): Promise<LibraryDoor> {
  const state: { now: OpenLibrary | CoreError } = {
    now: keptClosed ?? (await openNow().catch(onlyCoreError)),
  };
  const tellAll = () => topics.forEach((topic) => publish({ topic }));
  const close = async () => {
    const before = state.now;
    state.now = new CoreError('library-closed', 'The library is being worked on. Try again in a moment.');
    if (!(before instanceof CoreError)) await before.close();
  };
  return {
    open() {
      if (!(state.now instanceof CoreError)) return state.now;
      const { code, reason, message } = state.now;
      throw new CoreError(
        'library-closed',
        `The library is not open. ${message}`,
        { problem: { code, reason, message } },
        { cause: state.now },
      );
    },
    problem: () => (state.now instanceof CoreError ? state.now : null),
    async whileClosed(work) {
      await close();
      try {
        return await work();
      } finally {
        state.now = await openNow().catch(onlyCoreError);
        tellAll();
      }
    },
    async giveUp(why) {
      const before = state.now;
      if (before instanceof CoreError) return;
      state.now = why;
      tellAll();
      await before.close().catch(() => undefined); // it cannot write any more
    },
    close,
  };
}

const topics = [
  ...(['library', 'photos', 'albums', 'results', 'styles'] as const),
  ...(['datasets', 'runs', 'jobs', 'actions'] as const),
];

function onlyCoreError(error: unknown): CoreError {
  if (error instanceof CoreError) return error;
  throw error;
}
