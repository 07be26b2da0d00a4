import { actionsContract } from './actions-contract.ts';
import { appContract } from './app-contract.ts';
import { datasetsContract } from './datasets-contract.ts';
import { jobsContract } from './jobs-contract.ts';
import { photosContract } from './photos-contract.ts';
import { libraryContract, settingsContract } from './settings-contract.ts';
import { stylesContract } from './styles-contract.ts';
import { trainingContract } from './training-contract.ts';
import { translationContract } from './translation-contract.ts';

/** Everything that the app can do, as use cases: the one list that the core implements and the page speaks. */
export const contract = {
  app: appContract,
  library: libraryContract,
  photos: photosContract,
  actions: actionsContract,
  styles: stylesContract,
  translation: translationContract,
  datasets: datasetsContract,
  training: trainingContract,
  jobs: jobsContract,
  settings: settingsContract,
};
export type Contract = typeof contract;
