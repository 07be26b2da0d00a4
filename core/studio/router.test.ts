import { randomBytes } from 'node:crypto';
import type { AnyContractProcedure } from '@orpc/contract';
import { isDefinedError, ORPCError } from '@orpc/client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { CoreError } from '../contract/core-error.ts';
import { contract } from '../contract/contract.ts';
import { openTestStudio } from './studio-stand-in.ts';

const runs = Number(process.env['DIPTYCH_FUZZ'] ?? 100);
/** They would end or replace what the others are tried on. */
const apart = ['library.rebuild', 'library.restore', 'settings.testEngines', 'library.check'];

type Call = (input: unknown, options: { readonly signal: AbortSignal }) => Promise<unknown>;

/** Values of any shape, and often of the shape that the schema asks for, with one part spoilt. */
function inputsOf(procedure: AnyContractProcedure): fc.Arbitrary<unknown> {
  const schema = procedure['~orpc'].inputSchema as z.ZodType | undefined;
  const anything = fc.anything({ maxDepth: 3, withBigInt: true, withDate: true, withNullPrototype: true });
  return schema === undefined
    ? anything
    : fc.oneof(anything, near(z.toJSONSchema(schema, { unrepresentable: 'any' }) as Shape));
}

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly pattern?: string;
}

const hostile = [
  '../../etc/passwd',
  '/etc/passwd',
  'C:\\x',
  'a\0b',
  '<img src=x onerror=alert(1)>',
  "'; DROP TABLE photos; --",
  '\u202egnp.exe',
  '"OR*',
  'x'.repeat(10_000),
];

function near(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum !== undefined) return fc.oneof(fc.constantFrom(...shape.enum), fc.string());
  if (shape.anyOf !== undefined) return fc.oneof(...shape.anyOf.map(near));
  const make = makers[String(shape.type)] ?? (() => fc.oneof(fc.constant(null), fc.string(), fc.nat()));
  return make(shape);
}

const number = () =>
  fc.oneof(fc.nat(3), fc.integer(), fc.double(), fc.constantFrom(-1, 2 ** 53, NaN, Infinity));

const makers: Readonly<Record<string, (shape: Shape) => fc.Arbitrary<unknown>>> = {
  object({ properties = {} }) {
    const fields = Object.entries(properties).map(([name, inner]) => [name, near(inner)] as const);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  },
  array: ({ items = {} }) => fc.array(near(items), { maxLength: 4 }),
  integer: number,
  number,
  boolean: () => fc.boolean(),
  string: () =>
    fc.oneof(
      fc.string(),
      fc.constantFrom(...hostile),
      fc.constant(randomBytes(24).toString('base64url')), // as a ticket that nobody was given
    ),
};

test(
  'router: S-05 random inputs of every procedure give only declared errors',
  { timeout: 3_600_000 },
  async () => {
    const { client, faults } = await openTestStudio();
    const procedures = Object.entries(contract).flatMap(([area, all]) =>
      Object.entries(all as Readonly<Record<string, AnyContractProcedure>>).map(
        ([name, procedure]) => [`${area}.${name}`, procedure] as const,
      ),
    );
    for (const [name, procedure] of procedures.filter(([called]) => !apart.includes(called))) {
      const [area, key] = name.split('.') as [keyof typeof client, string];
      const call = (client[area] as unknown as Readonly<Record<string, Call>>)[key]!;
      await fc.assert(
        fc.asyncProperty(inputsOf(procedure), async (input) => {
          const error = await failureOfCall(call, input);
          if (error === undefined) return;
          expect(error, name).toBeInstanceOf(ORPCError);
          expect(isDefinedError(error), name).toBe(true);
        }),
        { numRuns: runs, endOnFailure: true },
      );
      expect(faults, `${name} threw what nobody threw on purpose`).toEqual([]);
    }
  },
);

/** What a call throws; an iterator is left at once. */
async function failureOfCall(call: Call, input: unknown): Promise<unknown> {
  const leaving = new AbortController();
  try {
    await call(input, { signal: leaving.signal });
    return undefined;
  } catch (error) {
    return error;
  } finally {
    leaving.abort();
  }
}

test('router: an error that nobody threw on purpose tells the page nothing of itself', async () => {
  const { createRouter } = await import('./router.ts');
  const { createRouterClient } = await import('@orpc/server');
  const faults: unknown[] = [];
  const fault = new Error('/home/someone/secret');
  const router = createRouter(
    () => {
      throw fault;
    },
    (error) => void faults.push(error),
  );
  const client = createRouterClient(router) as unknown as { readonly app: { facts(): Promise<unknown> } };
  const error = await client.app.facts().catch((thrown: unknown) => thrown);
  expect([JSON.stringify(error).includes('secret'), faults]).toEqual([false, [fault]]);
  expect(error).toMatchObject({ code: 'CORE_ERROR', data: { reason: 'unexpected-error' } });
});

test('router: a stream that fails on the way says why, as a call does', async () => {
  const { createRouter } = await import('./router.ts');
  const { createRouterClient } = await import('@orpc/server');
  const told = { removed: 1, total: 2, trashed: { items: 1, bytes: 2 }, deleted: { items: 0, bytes: 0 } };
  async function* emptyTrash() {
    yield { ...told, isRefused: false };
    throw new CoreError('read-only-library', 'The library cannot be written to.');
  }
  const router = createRouter(
    () => ({ emptyTrash }) as never,
    (error) => expect.unreachable(String(error)),
  );
  const client = createRouterClient(router) as unknown as {
    readonly photos: { emptyTrash(): Promise<AsyncIterable<unknown>> };
  };
  const seen: unknown[] = [];
  const reading = async () => {
    for await (const one of await client.photos.emptyTrash()) seen.push(one);
  };
  await expect(reading()).rejects.toMatchObject({
    code: 'CORE_ERROR',
    data: { reason: 'read-only-library' },
  });
  expect(seen).toHaveLength(1);
});
