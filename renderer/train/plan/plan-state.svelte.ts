import type { DatasetCard } from '../../../core/contract/datasets-contract.ts';
import type { Failure } from '../../../core/contract/procedure.ts';
import type {
  OptionValues,
  PreflightCheck,
  RunCard,
  TrainingCost,
  TrainingPlan,
} from '../../../core/contract/training-contract.ts';
import { failureOf } from '../../state/failure.ts';
import type { Studio } from '../../state/studio.svelte.ts';
import { withChanges, type OptionValue } from './option-values.ts';

/** A training being planned: one of the presets with what was changed of it, what it costs and what stands in its way. */
export class PlanState {
  plans = $state.raw<readonly TrainingPlan[]>([]);
  planId = $state<string>('quick');
  changes = $state.raw<Readonly<Record<string, OptionValue | undefined>>>({});
  ownName = $state<string>();
  cost = $state.raw<TrainingCost>();
  checks = $state.raw<readonly PreflightCheck[]>();
  /** Why the options cannot be weighed; its details may name the option. */
  failure = $state.raw<Failure | null>(null);
  probeId = $state<number | null>(null);
  isStarting = $state(false);
  readonly dataset: DatasetCard;
  readonly #studio: Studio;

  constructor(studio: Studio, dataset: DatasetCard) {
    this.#studio = studio;
    this.dataset = dataset;
  }

  readonly plan = $derived.by(() => this.plans.find(({ id }) => id === this.planId) ?? this.plans[0]);
  readonly options = $derived.by((): OptionValues => withChanges(this.plan?.options ?? {}, this.changes));
  readonly method = $derived.by(() =>
    this.#studio.facts.methods.find(({ id }) => id === (this.plan?.method ?? '')),
  );
  readonly name = $derived.by(
    () => this.ownName ?? `${this.dataset.name.slice(0, 80)}, ${(this.plan?.title ?? '').toLowerCase()}`,
  );
  readonly probe = $derived.by(() =>
    this.probeId === null ? undefined : this.#studio.jobs.find(this.probeId),
  );
  readonly isReady = $derived.by(
    () =>
      this.checks !== undefined &&
      this.failure === null &&
      !this.checks.some(({ level }) => level === 'problem') &&
      this.name.trim() !== '' &&
      this.name.trim().length <= 100 &&
      !this.isStarting,
  );

  async load(): Promise<void> {
    try {
      this.plans = await this.#studio.client.training.plans({ dataset: this.dataset.name });
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  choose(planId: string): void {
    this.planId = planId;
    this.changes = {};
  }

  change(name: string, value: OptionValue | undefined): void {
    this.changes = { ...this.changes, [name]: value };
  }

  reset(name: string): void {
    this.changes = Object.fromEntries(Object.entries(this.changes).filter(([one]) => one !== name));
  }

  /** Asks what the options cost and what stands in their way. */
  async weigh(): Promise<void> {
    const { plan, options, dataset } = this;
    if (plan === undefined) return;
    const asked = { method: plan.method, options };
    const { training } = this.#studio.client;
    const isSame = (): boolean => this.options === options;
    try {
      const [cost, checks] = await Promise.all([
        training.cost(asked),
        training.preflight({ dataset: dataset.name, ...asked }),
      ]);
      if (isSame()) [this.cost, this.checks, this.failure] = [cost, checks, null];
    } catch (error) {
      if (isSame()) [this.checks, this.failure] = [undefined, failureOf(error)];
    }
  }

  async measure(): Promise<void> {
    const { plan, options, dataset, changes } = this;
    if (plan === undefined) return;
    const isAsPlanned = Object.keys(changes).length === 0;
    const asked = {
      ...{ dataset: dataset.name, method: plan.method, options },
      plan: isAsPlanned ? plan.id : null,
    };
    const job = await this.#studio.attempt(() => this.#studio.client.training.probe(asked));
    this.probeId = job?.jobId ?? null;
  }

  async start(): Promise<RunCard | undefined> {
    const { plan, options, dataset, name } = this;
    if (plan === undefined || !this.isReady) return undefined;
    this.isStarting = true;
    const asked = { name: name.trim(), dataset: dataset.name, method: plan.method, options };
    const run = await this.#studio.attempt(() => this.#studio.client.training.start(asked));
    this.isStarting = false;
    return run;
  }
}
