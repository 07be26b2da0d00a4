import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** An address that leads to the token once, and soon: a command line, which others can read, holds it and not the token. */
export interface OneTimeLinks {
  /** The path of a new link; an older one leads nowhere from now on. */
  make(): string;
  /** Whether this is the link that was made last, in time and for the first time. */
  take(path: string): boolean;
}

const livesMs = 60_000;

export const oneTimePath = /^\/open\/[\w-]{43}$/;

export function createOneTimeLinks(nowMs: () => number = () => performance.now()): OneTimeLinks {
  const state: { wanted: Buffer | undefined; untilMs: number } = { wanted: undefined, untilMs: 0 };
  const digest = (path: string) => createHash('sha256').update(path).digest();
  return {
    make() {
      const path = `/open/${randomBytes(32).toString('base64url')}`;
      state.wanted = digest(path);
      state.untilMs = nowMs() + livesMs;
      return path;
    },
    take(path) {
      const { wanted, untilMs } = state;
      if (wanted === undefined || nowMs() > untilMs || !timingSafeEqual(wanted, digest(path))) return false;
      state.wanted = undefined;
      return true;
    },
  };
}
