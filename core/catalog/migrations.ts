import { catalogMigration } from './catalog-migration.ts';
import type { Migration } from './migration.ts';
import { searchMigration } from './search-migration.ts';
import { studioMigration } from './studio-migration.ts';

/** 'DPTY': tells our catalogs from other programs' SQLite files. */
export const applicationId = 0x44505459;

/** Append-only: a released migration never changes. The schema's version is the number of those applied. */
export const migrations: readonly Migration[] = [catalogMigration, studioMigration, searchMigration];
