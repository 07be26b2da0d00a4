import { implement, ORPCError, type AnyProcedure } from '@orpc/server';
import { ValidationError, type AnyContractProcedure } from '@orpc/contract';
import { contract, type Contract } from '../contract/contract.ts';
import { CoreError } from '../contract/core-error.ts';
import { failureOf } from '../contract/failure.ts';
import { failureStatus, type Failure } from '../contract/procedure.ts';
import type { Area, Call } from './area.ts';
import { CallTurns } from './call-turns.ts';

export type Areas = { readonly [Name in keyof Contract]: Area<Name> };

/** Finds the areas anew at every call: a library may be closed, restored and opened again under a running page. */
export type FindArea = <Name extends keyof Contract>(name: Name) => Area<Name>;

type Handler = (input: unknown, call: Call) => unknown;
interface Asked {
  readonly input: unknown;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The contract as procedures for every host: inputs and outputs are checked by their schemas, CoreErrors become the
 * contract's one typed error, and everything else becomes `unexpected-error` told to `onFault`.
 */
export function createRouter(
  findArea: FindArea,
  onFault: (error: unknown) => void,
): Record<string, Record<string, AnyProcedure>> {
  const turns = new CallTurns();
  const procedures = (name: keyof Contract) =>
    Object.entries(contract[name] as Readonly<Record<string, AnyContractProcedure>>).map(
      ([key, procedure]) => {
        const handler = async ({ input, signal = new AbortController().signal }: Asked) => {
          const output = await turns.begin(() => {
            const area = findArea(name) as unknown as Readonly<Record<string, Handler>>;
            return area[key]!(input, { signal });
          });
          return isStream(output) ? eachTold(output, onFault) : output;
        };
        // Around the checks of input and output as well, so that these fail in the same way.
        const around = { initialInputValidationIndex: 1, initialOutputValidationIndex: 1 };
        const checked = implement(procedure, around).use(({ next }) => told(() => next(), onFault));
        return [key, checked.handler(handler as never)] as const;
      },
    );
  const names = Object.keys(contract) as (keyof Contract)[];
  return Object.fromEntries(names.map((name) => [name, Object.fromEntries(procedures(name))]));
}

async function told<Result>(
  next: () => PromiseLike<Result> | Result,
  onFault: (error: unknown) => void,
): Promise<Result> {
  try {
    return await next();
  } catch (thrown) {
    throw toldError(inputFault(thrown) ?? thrown, onFault);
  }
}

function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** A stream whose failures on the way are told as those of calls are. */
async function* eachTold(
  stream: AsyncIterable<unknown>,
  onFault: (error: unknown) => void,
): AsyncGenerator<unknown, void, void> {
  try {
    yield* stream;
  } catch (thrown) {
    throw toldError(thrown, onFault);
  }
}

function toldError(error: unknown, onFault: (error: unknown) => void): ORPCError<'CORE_ERROR', Failure> {
  if (!(error instanceof CoreError)) onFault(error);
  const data = failureOf(error);
  return new ORPCError('CORE_ERROR', { defined: true, status: failureStatus, message: data.message, data });
}

/** What the schema of an input refuses, as a failure that names the fields. */
function inputFault(error: unknown): CoreError | undefined {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return undefined;
  const issues = error.cause instanceof ValidationError ? error.cause.issues : [];
  const fields = issues.slice(0, 5).map(({ path = [] }) => path.map(keyOf).join('.') || 'the input');
  const which = fields.length === 0 ? 'the input' : [...new Set(fields)].join(', ');
  return new CoreError('invalid-option', `This cannot be used: ${which}. Change it and try again.`, {
    fields,
  });
}

function keyOf(part: PropertyKey | { readonly key: PropertyKey }): string {
  return String(typeof part === 'object' ? part.key : part);
}
