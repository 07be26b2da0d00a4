import type { Command } from '../../state/commands.svelte.ts';
import type { CurvesView } from './curves-view.svelte.ts';
import type { LiveRun } from './live-run.svelte.ts';
import type { RunActions } from './run-actions.ts';
import type { TimeLine } from './time-line.svelte.ts';

interface LivePlace {
  readonly live: LiveRun;
  readonly time: TimeLine;
  readonly view: CurvesView;
  readonly actions: RunActions;
}

const smoothings = [0, 0.6, 0.9, 0.98];

/** What the keys do while a run is looked at. */
export function liveCommands({ live, time, view, actions }: LivePlace): readonly Command[] {
  const can = (states: readonly string[]) => (): boolean => states.includes(live.info?.state ?? '');
  const pausable = can(['running', 'queued']);
  const continuable = can(['paused', 'interrupted', 'failed']);
  const nextSmoothing = (): void => {
    view.smoothing = smoothings.find((one) => one > view.smoothing) ?? 0;
  };
  const of = (
    id: string,
    title: string,
    key: string,
    run: () => void,
    isAvailable: () => boolean = () => true,
  ): Command => ({ id: `live.${id}`, title, group: 'Training', keys: [key], isAvailable, run });
  return [
    of('pause', 'Pause the training', 'Space', actions.pause, pausable),
    of('continue', 'Continue the training', 'Space', () => actions.continue(), continuable),
    of('bookmark', 'Bookmark: keep a checkpoint of now', 'B', () => actions.bookmark(null), can(['running'])),
    of('follow', 'Follow the newest sample', 'L', () => time.follow()),
    of('earlier', 'Sample before', 'ArrowLeft', () => time.go(-1)),
    of('later', 'Sample after', 'ArrowRight', () => time.go(1)),
    of('bookmark-before', 'Bookmark before', 'Shift+ArrowLeft', () => time.goBookmark(-1)),
    of('bookmark-after', 'Bookmark after', 'Shift+ArrowRight', () => time.goBookmark(1)),
    of('smoothing', 'Smooth the curves more, or not at all', 'S', nextSmoothing),
    of('table', 'Curves as a table', 'D', () => (view.isTable = !view.isTable)),
  ];
}
