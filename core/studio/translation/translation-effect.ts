import { setImmediate } from 'node:timers/promises';
import type { ActionResult } from '../../catalog/actions.ts';
import type { JobState } from '../../catalog/jobs.ts';
import type { Catalog } from '../../catalog/open-catalog.ts';
import type { EffectKind } from '../actions/actions.ts';
import type { House } from '../house.ts';

/** What a group of jobs makes of its photos: in their histories and shown, or not. */
export interface GroupPlace {
  readonly groupId: string;
  readonly isThere: boolean;
  /** Of its results, those of one slice; all when absent. */
  readonly resultIds?: readonly number[];
}

/** What the catalog changes in well under 50 ms. */
const resultsInSlice = 250;

/**
 * Translations that were asked for together are one action from the moment at which they are asked for. Undoing it
 * takes their results back and cancels the rest of them; doing it again makes the rest.
 */
export function translationEffect(house: House, most = resultsInSlice): EffectKind<GroupPlace> {
  const { catalog, queue } = house;
  const resultsOf = (groupId: string) => {
    const action = catalog.actions.ofGroup(groupId);
    return action === undefined ? [] : catalog.actions.results.of(action.id);
  };
  const hasJobs = (groupId: string, ...states: readonly JobState[]) =>
    catalog.jobs.ofGroup(groupId).some(({ state }) => states.includes(state));
  return {
    kind: 'translation',
    topics: ['results', 'photos'],
    apply(place) {
      placeResults(house, place);
      return { groupId: place.groupId, isThere: !place.isThere };
    },
    isVoid: ({ groupId, isThere }) =>
      resultsOf(groupId).length === 0 &&
      !hasJobs(groupId, ...(isThere ? (['cancelled'] as const) : (['queued', 'running'] as const))),
    async afterwards({ groupId, isThere }) {
      if (!isThere) return queue.cancelGroup(groupId, 'now');
      for (const { id } of catalog.jobs.ofGroup(groupId)) {
        if (queue.get(id).can.retry) queue.retry(id);
        await setImmediate();
      }
    },
    slices: {
      split({ groupId, isThere }) {
        const ids = resultsOf(groupId).map(({ resultId }) => resultId);
        const parts = Math.ceil(ids.length / most);
        const slice = (part: number) => ids.slice(part * most, (part + 1) * most);
        return Array.from({ length: parts }, (_, part) => ({ groupId, isThere, resultIds: slice(part) }));
      },
      join: ([{ groupId, isThere } = { groupId: '', isThere: false }]) => ({ groupId, isThere }),
    },
  };
}

function placeResults({ catalog }: House, { groupId, isThere, resultIds }: GroupPlace): void {
  const action = catalog.actions.ofGroup(groupId);
  if (action === undefined) return; // it is just being added
  const place = isThere ? putBack : takeAway;
  const only = resultIds && new Set(resultIds);
  for (const result of catalog.actions.results.of(action.id)) {
    const photoId = catalog.results.get(result.resultId)?.photoId;
    const isMeant = photoId !== undefined && only?.has(result.resultId) !== false;
    if (isMeant) place(catalog, action.id, result, catalog.results.shownOf(photoId));
  }
}

/** A photo that shows something else meanwhile goes on showing it. */
function takeAway(
  { results }: Catalog,
  _actionId: number,
  { resultId, shownBefore }: ActionResult,
  shown: number | null,
): void {
  results.place(resultId, false, shown === resultId ? shownBefore : shown);
}

function putBack(
  { results, actions }: Catalog,
  actionId: number,
  { resultId }: Pick<ActionResult, 'resultId'>,
  shownBefore: number | null,
): void {
  actions.results.put(actionId, { resultId, shownBefore });
  results.place(resultId, true, resultId);
}

/** Adds a result to what its group of jobs has made, or as an action of its own where that was undone or is forgotten. */
export function placeResult(
  house: House,
  effect: EffectKind<GroupPlace>,
  { groupId, label, resultId, photoId }: NewPlace,
): void {
  const { catalog, actions, changes } = house;
  catalog.transaction(() => {
    const known = catalog.actions.ofGroup(groupId);
    const { id } =
      known === undefined || known.isUndone
        ? actions.perform(label, effect, { groupId, isThere: true })
        : known;
    putBack(catalog, id, { resultId }, catalog.results.shownOf(photoId));
  });
  for (const topic of [...effect.topics, 'actions'] as const) changes.publish({ topic });
}

interface NewPlace {
  readonly groupId: string;
  /** Of the action, where it becomes one of its own. */
  readonly label: string;
  readonly resultId: number;
  readonly photoId: number;
}
