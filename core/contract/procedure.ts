import { oc } from '@orpc/contract';
import * as z from 'zod';
import { errorCodes, type ErrorName } from './error-codes.ts';

export const errorName = z.enum(Object.keys(errorCodes) as [ErrorName, ...ErrorName[]]);

/** A failure as the page shows it: the stable code, what happened and what to do, and the facts as values. */
export const failure = z.object({
  code: z.string(),
  reason: errorName,
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type Failure = z.infer<typeof failure>;

/** Of the answer, where the host speaks HTTP. */
export const failureStatus = 422;
/** Every procedure fails with a CoreError as data, and with nothing else. */
export const procedure = oc.errors({ CORE_ERROR: { status: failureStatus, data: failure } });

/** Number of a row of the catalog. */
export const id = z.int().positive();

/** A path that a person chose, under a name that means nothing to the page and works once. */
export const ticket = z.string().regex(/^[\w-]{16,64}$/);
/** A file or folder that a person dropped, chose or uploaded. */
export const ticketed = z.object({ ticket, name: z.string(), kind: z.enum(['file', 'folder']) });
export type Ticketed = z.infer<typeof ticketed>;

/** Free text of a person. */
export const text = (most: number) => z.string().trim().min(1).max(most);
export const direction = z.enum(['a-to-b', 'b-to-a']);
/** Milliseconds since 1970. */
export const timeMs = z.int();
export const done = z.object({});
