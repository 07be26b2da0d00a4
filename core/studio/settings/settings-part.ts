import type { MakePart } from '../part.ts';
import { selfTestKind } from './self-test.ts';

/** The jobs that Settings starts; its areas work also while the library is closed. */
export const settingsPart: MakePart = (house) => ({ areas: {}, jobs: [selfTestKind(house)] });
