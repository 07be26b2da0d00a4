import { setImmediate } from 'node:timers/promises';
import type { ActionRow, EffectCall, RecordedAction } from '../../catalog/actions.ts';
import type { Catalog } from '../../catalog/open-catalog.ts';
import type { Action } from '../../contract/actions-contract.ts';
import { CoreError } from '../../contract/core-error.ts';
import type { Changes } from '../changes.ts';
import type { Actions, EffectKind } from './actions.ts';

type Side = 'undo' | 'redo';
type AnyEffect = EffectKind<unknown>;

/**
 * Undo and redo over the catalog's log: each change and its record are one transaction, so that a killed process
 * leaves both or neither. A large change is noted whole before its first slice is made.
 */
export function createActions(catalog: Catalog, changes: Changes): Actions {
  const log = new CatalogActions(catalog, changes);
  return {
    register: (effect) => log.register(effect),
    perform: (label, effect, payload) => {
      log.register(effect);
      return log.perform(label, effect, payload);
    },
    performInSlices: (label, effect, payload) => {
      log.register(effect);
      return log.inTurn(() => log.performInSlices(label, effect as AnyEffect, payload));
    },
    record: (label, { kind }, { undo, redo }) => log.record(label, kind, undo, redo),
    list: (limit) => catalog.actions.list(limit),
    undo: () => log.inTurn(() => log.step('undo')),
    redo: () => log.inTurn(() => log.step('redo')),
    recover: () => log.inTurn(() => log.recover()),
    close: () => log.close(),
  };
}

class CatalogActions {
  readonly #catalog: Catalog;
  readonly #changes: Changes;
  readonly #effects = new Map<string, AnyEffect>();
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(catalog: Catalog, changes: Changes) {
    this.#catalog = catalog;
    this.#changes = changes;
  }

  register(effect: AnyEffect): void {
    const known = this.#effects.get(effect.kind);
    if (known !== undefined && known !== effect) throw new Error(`"${effect.kind}" is registered twice.`);
    this.#effects.set(effect.kind, effect);
  }

  /** What takes several turns of the event loop is done one after the other. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined); // whoever asked for it is told
    return done;
  }

  perform(label: string, effect: AnyEffect, payload: unknown): ActionRow {
    const { actions } = this.#catalog;
    const action = this.#catalog.transaction(() =>
      actions.add({ label, undo: call(effect, effect.apply(payload)), redo: call(effect, payload) }),
    );
    this.#tell(effect);
    return action;
  }

  async performInSlices(label: string, effect: AnyEffect, payload: unknown): Promise<ActionRow> {
    const pieces = effect.slices?.split(payload) ?? [payload];
    if (pieces.length < 2) return this.perform(label, effect, payload);
    const { actions } = this.#catalog;
    const action = this.#catalog.transaction(() => {
      const nothing = call(effect, effect.slices!.join([])); // until it is made
      const added = actions.add({ label, undo: nothing, redo: call(effect, payload) });
      actions.slices.add(added.id, 'redo', callsOf(effect, pieces));
      return added;
    });
    await this.#makeSlices(action.id, 'redo');
    return action;
  }

  record(label: string, kind: string, undo: unknown, redo: unknown): ActionRow {
    const calls = { undo: { kind, payload: undo }, redo: { kind, payload: redo } };
    const action = this.#catalog.actions.add({ label, ...calls });
    this.#tell(this.#effectOf(calls.undo));
    return action;
  }

  /** Applies one side of an action and keeps what puts it back as the other side. */
  async step(side: Side): Promise<Action | null> {
    const { actions } = this.#catalog;
    const action = this.#next(side);
    if (action === undefined) return null;
    const effect = this.#effectOf(action[side]);
    const pieces = effect.slices?.split(action[side].payload) ?? [];
    if (pieces.length < 2) {
      this.#catalog.transaction(() =>
        this.#mark(action, side, call(effect, effect.apply(action[side].payload))),
      );
      this.#tell(effect);
    } else {
      this.#catalog.transaction(() => actions.slices.add(action.id, side, callsOf(effect, pieces)));
      await this.#makeSlices(action.id, side);
    }
    await effect.afterwards?.(action[side].payload);
    const { id, label, createdMs } = action;
    return { id, label, createdMs, isUndone: side === 'undo' };
  }

  /** What its photos, styles or trainings were removed for good from is forgotten on the way. */
  #next(side: Side): RecordedAction | undefined {
    const { actions } = this.#catalog;
    for (;;) {
      const action = side === 'undo' ? actions.lastDone() : actions.firstUndone();
      if (action === undefined || !this.#effectOf(action[side]).isVoid(action[side].payload)) return action;
      actions.remove(action.id);
      this.#changes.publish({ topic: 'actions' });
    }
  }

  async recover(): Promise<void> {
    const { slices } = this.#catalog.actions;
    for (let open = slices.open(); open !== undefined; open = slices.open())
      await this.#makeSlices(open.actionId, open.side);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
  }

  async #makeSlices(actionId: number, side: Side): Promise<void> {
    while (this.#makeNext(actionId)) {
      await setImmediate();
      if (this.#isClosed)
        throw new CoreError(
          'library-closed',
          'The library is being closed. The rest is done when it is opened again.',
        );
    }
    const { actions } = this.#catalog;
    const action = actions.get(actionId)!; // slices keep it
    const effect = this.#effectOf(action.redo);
    this.#catalog.transaction(() => {
      const payloads = actions.slices.take(actionId).map(({ payload }) => payload);
      this.#mark(action, side, call(effect, effect.slices!.join(payloads)));
    });
    this.#tell(effect);
  }

  #makeNext(actionId: number): boolean {
    return this.#catalog.transaction(() => {
      const { slices } = this.#catalog.actions;
      const slice = slices.next(actionId);
      if (slice === undefined) return false;
      const effect = this.#effectOf(slice.call);
      slices.made(actionId, slice.position, call(effect, effect.apply(slice.call.payload)));
      return true;
    });
  }

  /** What was undone while something else was done after it is forgotten, as by that. */
  #mark({ id }: RecordedAction, side: Side, back: EffectCall): void {
    const { actions } = this.#catalog;
    if (side === 'redo') actions.markDone(id, back);
    else if (actions.isFollowed(id)) actions.remove(id);
    else actions.markUndone(id, back);
  }

  #effectOf({ kind }: EffectCall): AnyEffect {
    const effect = this.#effects.get(kind);
    if (effect === undefined) throw new Error(`No effect is registered as "${kind}".`);
    return effect;
  }

  #tell({ topics }: AnyEffect): void {
    for (const topic of topics) this.#changes.publish({ topic });
    this.#changes.publish({ topic: 'actions' });
  }
}

function call({ kind }: AnyEffect, payload: unknown): EffectCall {
  return { kind, payload };
}

function callsOf(effect: AnyEffect, payloads: readonly unknown[]): readonly EffectCall[] {
  return payloads.map((payload) => call(effect, payload));
}
