import { implement, ORPCError, type AnyProcedure } from '@orpc/server';
import type { AnyContractProcedure } from '@orpc/contract';
import { contract, type Contract } from '../contract/contract.ts';
import { CoreError } from '../contract/core-error.ts';
import type { Failure } from '../contract/procedure.ts';
import type { Area, Call } from './area.ts';

export type Areas = { readonly [Name in keyof Contract]: Area<Name> };

/** Finds the areas anew at every call: a library may be closed, restored and opened again under a running page. */
export type FindArea = <Name extends keyof Contract>(name: Name) => Area<Name>;

type Handler = (input: unknown, call: Call) => unknown;

/**
 * The contract as procedures for every host: inputs and outputs are checked by their schemas, CoreErrors become the
 * contract's one typed error, and everything else becomes `unexpected-error` told to `onFault`.
 */
export function createRouter(
  findArea: FindArea,
  onFault: (error: unknown) => void,
): Record<string, Record<string, AnyProcedure>> {
  const procedures = (name: keyof Contract) =>
    Object.entries(contract[name] as Readonly<Record<string, AnyContractProcedure>>).map(
      ([key, procedure]) => {
        const handler = async ({
          input,
          signal,
        }: {
          readonly input: unknown;
          readonly signal?: AbortSignal | undefined;
        }) => {
          try {
            const area = findArea(name) as unknown as Readonly<Record<string, Handler>>;
            return await area[key]!(input, { signal: signal ?? new AbortController().signal });
          } catch (error) {
            throw told(error, onFault);
          }
        };
        return [key, implement(procedure).handler(handler as never)] as const;
      },
    );
  const names = Object.keys(contract) as (keyof Contract)[];
  return Object.fromEntries(names.map((name) => [name, Object.fromEntries(procedures(name))]));
}

function told(error: unknown, onFault: (error: unknown) => void): ORPCError<'CORE_ERROR', Failure> {
  if (!(error instanceof CoreError)) onFault(error);
  const data = failureOf(error);
  return new ORPCError('CORE_ERROR', { defined: true, message: data.message, data });
}

/** A failure as the page shows it; what was not thrown on purpose keeps its words for the log. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CoreError) {
    const { code, reason, message } = error;
    return {
      code,
      reason,
      message,
      details: JSON.parse(JSON.stringify(error.details)) as Record<string, unknown>,
    };
  }
  const { code, reason } = new CoreError('unexpected-error', '');
  const message =
    'Something went wrong inside Diptych. Nothing of yours was changed. Try again; the log has the details.';
  return { code, reason, message, details: {} };
}
