import type { Catalog } from '../../catalog/open-catalog.ts';
import type { EffectCall } from '../../catalog/actions.ts';
import type { Changes } from '../changes.ts';
import type { Actions, EffectKind } from './actions.ts';

/**
 * Undo and redo over the catalog's log: each change and its record are one transaction, so that a killed process
 * leaves both or neither.
 */
export function createActions(catalog: Catalog, changes: Changes): Actions {
  const effects = new Map<string, EffectKind<unknown>>();
  const effectOf = ({ kind }: EffectCall) => {
    const effect = effects.get(kind);
    if (effect === undefined) throw new Error(`No effect is registered as "${kind}".`);
    return effect;
  };
  const tell = ({ topics }: EffectKind<unknown>) => {
    for (const topic of topics) changes.publish({ topic });
    changes.publish({ topic: 'actions' });
  };
  const register = (effect: EffectKind<unknown>) => {
    const known = effects.get(effect.kind);
    if (known !== undefined && known !== effect) throw new Error(`"${effect.kind}" is registered twice.`);
    effects.set(effect.kind, effect);
  };
  const record: Actions['record'] = (label, { kind }, { undo, redo }) => {
    const action = catalog.actions.add({
      label,
      undo: { kind, payload: undo },
      redo: { kind, payload: redo },
    });
    tell(effectOf({ kind, payload: undo }));
    return action;
  };
  return {
    register: (effect) => register(effect),
    perform: (label, effect, payload) => {
      register(effect);
      const action = catalog.transaction(() => {
        const call = (value: unknown) => ({ kind: effect.kind, payload: value });
        return catalog.actions.add({ label, undo: call(effect.apply(payload)), redo: call(payload) });
      });
      tell(effect);
      return action;
    },
    record,
    list: (limit) => catalog.actions.list(limit),
    undo: () => step(catalog, 'undo', effectOf, tell),
    redo: () => step(catalog, 'redo', effectOf, tell),
  };
}

/** Applies one side of an action and keeps what puts it back as the other side. */
function step(
  catalog: Catalog,
  side: 'undo' | 'redo',
  effectOf: (call: EffectCall) => EffectKind<unknown>,
  tell: (effect: EffectKind<unknown>) => void,
): ReturnType<Actions['undo']> {
  const stepped = catalog.transaction(() => {
    const action = side === 'undo' ? catalog.actions.lastDone() : catalog.actions.firstUndone();
    if (action === undefined) return null;
    const effect = effectOf(action[side]);
    const back = { kind: effect.kind, payload: effect.apply(action[side].payload) };
    if (side === 'undo') catalog.actions.markUndone(action.id, back);
    else catalog.actions.markDone(action.id, back);
    const { id, label, createdMs } = action;
    return { effect, action: { id, label, createdMs, isUndone: side === 'undo' } };
  });
  if (stepped === null) return null;
  tell(stepped.effect);
  return stepped.action;
}
