import type { Component } from 'svelte';
import LibraryScreen from './library/LibraryScreen.svelte';
import ModelsScreen from './models/ModelsScreen.svelte';
import SettingsScreen from './settings/SettingsScreen.svelte';
import type { Screen } from './state/screen.ts';
import TrainScreen from './train/TrainScreen.svelte';
import TranslateScreen from './translate/TranslateScreen.svelte';

/** The screens of the app by name. */
export const screens: Readonly<Record<Screen['name'], Component>> = {
  library: LibraryScreen,
  translate: TranslateScreen,
  train: TrainScreen,
  models: ModelsScreen,
  settings: SettingsScreen,
};
