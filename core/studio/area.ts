import type {
  AnyContractProcedure,
  InferContractRouterInputs,
  InferContractRouterOutputs,
} from '@orpc/contract';
import type { Contract } from '../contract/contract.ts';

type Inputs = InferContractRouterInputs<Contract>;
type Outputs = InferContractRouterOutputs<Contract>;

/** How one call is stopped: aborted when its caller leaves. */
export interface Call {
  readonly signal: AbortSignal;
}

/** Any iterator does where the contract promises events. */
type Given<Output> =
  Output extends AsyncIteratorObject<infer Event, unknown, void>
    ? AsyncIteratorObject<Event, unknown, void>
    : Output;

/**
 * One area of the contract as functions of parsed inputs; `core/studio/router.ts` makes procedures of them. They throw
 * CoreErrors. Nothing here may keep the event loop for more than 50 ms: heavy work goes to an engine.
 */
export type Area<Name extends keyof Contract> = {
  readonly [P in keyof Contract[Name]]: Contract[Name][P] extends AnyContractProcedure
    ? (
        input: P extends keyof Inputs[Name] ? Inputs[Name][P] : never,
        call: Call,
      ) => P extends keyof Outputs[Name] ? Promise<Given<Outputs[Name][P]>> | Given<Outputs[Name][P]> : never
    : never;
};
