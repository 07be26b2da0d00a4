import type { JobKind } from '../jobs/job-kind.ts';
import type { AnyEffectKind } from './actions/actions.ts';
import type { House } from './house.ts';
import type { PictureRoutes } from './picture.ts';
import type { Areas } from './router.ts';

/** What one subject of the app brings to an open library. */
export interface Part {
  readonly areas: Partial<Areas>;
  readonly pictures?: PictureRoutes;
  readonly jobs?: readonly JobKind<never>[];
  readonly effects?: readonly AnyEffectKind[];
  /** Done once, after the library is open and before the queue starts. */
  readonly prepare?: () => Promise<void>;
  /** Ends what still runs beside the queue, before the catalog is closed. */
  readonly close?: () => Promise<void>;
}

export type MakePart = (house: House) => Part;
