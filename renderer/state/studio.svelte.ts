import { getContext, setContext } from 'svelte';
import type { AppFacts, Change } from '../../core/contract/app-contract.ts';
import type { Ticketed } from '../../core/contract/procedure.ts';
import type { Settings } from '../../core/contract/settings-contract.ts';
import type { CoreClient, Platform, UploadOptions, UploadProgress } from '../platform/platform.ts';
import { ChangeFeed } from './change-feed.ts';
import { Commands } from './commands.svelte.ts';
import { failureOf, isToldElsewhere } from './failure.ts';
import { followChanges } from './follow-changes.ts';
import { Frame } from './frame.svelte.ts';
import { Jobs } from './jobs.svelte.ts';
import { Keepsakes } from './keepsakes.svelte.ts';
import { Place } from './place.svelte.ts';
import type { Screen } from './screen.ts';
import { Toasts } from './toasts.svelte.ts';

/** What all screens share. */
export class Studio {
  readonly platform: Platform;
  readonly client: CoreClient;
  readonly toasts = new Toasts();
  readonly commands: Commands;
  readonly jobs: Jobs;
  readonly frame = new Frame();
  readonly #place = new Place();
  readonly screen = $derived<Screen>(this.#place.screen);
  readonly isMac: boolean;
  facts = $state.raw<AppFacts>()!;
  settings = $state.raw<Settings>()!;
  isLost = $state(false);
  /** Shown while files are handed over. */
  upload = $state.raw<(UploadProgress & { readonly cancel: () => void }) | null>(null);
  /** Model files that were dropped or chosen, for the screen of models to look at. */
  offeredModels = $state.raw<readonly Ticketed[]>([]);
  readonly #feed = new ChangeFeed();
  readonly #kept = new Keepsakes<Studio>(this);

  private constructor(platform: Platform, facts: AppFacts, settings: Settings) {
    this.platform = platform;
    this.client = platform.client;
    this.facts = facts;
    this.settings = settings;
    this.isMac = facts.platform === 'darwin';
    this.commands = new Commands(this.isMac);
    this.commands.singleKeys = settings.singleKeys;
    this.jobs = new Jobs(platform.client);
  }

  static async open(platform: Platform): Promise<Studio> {
    const { app, settings } = platform.client;
    const studio = new Studio(platform, await app.facts(), await settings.get());
    platform.onCommand((id) => studio.commands.run(id));
    void platform.lost.then(() => (studio.isLost = true));
    if (studio.facts.library.problem === null) {
      await studio.jobs.reload();
      void studio.attempt(() => studio.jobs.watch());
      await studio.attempt(() => studio.#place.openFirst(studio.client));
    }
    void studio.attempt(() => followChanges(studio, studio.#feed));
    return studio;
  }

  /** The address of a picture for `<img src>`. */
  picture(address: string): string {
    return this.platform.pictureRoot + address;
  }

  /** The one object of a class, made when first asked for: what a screen remembers while another one is shown. */
  keep<Kept extends object>(make: new (studio: Studio) => Kept): Kept {
    return this.#kept.keep(make);
  }

  go(screen: Screen): void {
    this.#place.go(screen);
  }

  /** Calls back on changes of a topic until the returned function is called: `$effect(() => studio.on(...))`. */
  on(topics: readonly Change['topic'][], listener: (change: Change) => void): () => void {
    return this.#feed.on(topics, listener);
  }

  /** Does something and shows what went wrong; undefined then. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!isToldElsewhere(error) && !this.isLost) this.toasts.fail(failureOf(error));
      return undefined;
    }
  }

  async change(settings: Partial<Omit<Settings, 'exportFolder'>>): Promise<void> {
    await this.attempt(async () => {
      this.settings = await this.client.settings.set(settings);
      this.commands.singleKeys = this.settings.singleKeys;
    });
  }

  /** Hands dropped, pasted or chosen files to the core, showing the upload where there is one. */
  async take(work: (upload: UploadOptions) => Promise<readonly Ticketed[]>): Promise<readonly Ticketed[]> {
    const stop = new AbortController();
    const onProgress: UploadOptions['onProgress'] = (progress) =>
      void (this.upload = { ...progress, cancel: () => stop.abort() });
    const tickets = await this.attempt(() => work({ signal: stop.signal, onProgress }));
    this.upload = null;
    return tickets ?? [];
  }
}

const key = Symbol('studio');
export const provideStudio = (studio: Studio): Studio => setContext(key, studio);
export const useStudio = (): Studio => getContext<Studio>(key);
