import type { ContractRouterClient } from '@orpc/contract';
import type { datasetsContract } from '../../../core/contract/datasets-contract.ts';

/** A file that was not taken into a dataset. */
export type LeftOut = Awaited<
  ReturnType<ContractRouterClient<typeof datasetsContract>['get']>
>['leftOut'][number];
