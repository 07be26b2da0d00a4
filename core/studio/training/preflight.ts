import { readdir, readFile, statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import { join } from 'node:path';
import type { PreflightCheck, TrainingCost } from '../../contract/training-contract.ts';
import { sides, trainingImages, type DatasetManifest } from '../../dataset/manifest.ts';

export interface PreflightQuestion {
  readonly manifest: DatasetManifest;
  /** The side that pictures are trained at. */
  readonly sizePixels: number;
  readonly cost: TrainingCost;
  readonly freeDiskBytes: number | undefined;
  readonly freeMemoryBytes: number;
  /** Undefined where the computer does not say. */
  readonly isOnBattery: boolean | undefined;
}

const few = { impossible: 2, little: 50, good: 200 };
const longSeconds = 2 * 24 * 3600;
const gigabyte = 1e9;

/** Everything worth knowing before a training starts; a problem forbids it. */
export function preflight(question: PreflightQuestion): PreflightCheck[] {
  return [
    ...countChecks(question.manifest),
    sizeCheck(question),
    ...alikeChecks(question.manifest),
    diskCheck(question),
    memoryCheck(question),
    timeCheck(question),
    ...batteryCheck(question),
  ];
}

/** Undefined where the disk cannot say. */
export async function freeDiskBytes(folder: string): Promise<number | undefined> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk && disk.bavail * disk.bsize;
}

export function freeMemoryBytes(): number {
  return freemem();
}

/** As Linux tells it; other systems do not without help. */
export async function isOnBattery(folder = '/sys/class/power_supply'): Promise<boolean | undefined> {
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return undefined;
  const batteries = names.filter((name) => name.startsWith('BAT'));
  const states = await Promise.all(
    batteries.map((name) => readFile(join(folder, name, 'status'), 'utf8').catch(() => '')),
  );
  return states.some((state) => state.trim() === 'Discharging');
}

function countChecks(manifest: DatasetManifest): PreflightCheck[] {
  return sides.map((side) => {
    const count = trainingImages(manifest, side).length;
    const text = `Side ${side.toUpperCase()} has ${count} pictures to train on.`;
    if (count < few.impossible)
      return { level: 'problem', text, action: `At least ${few.impossible} are needed.` };
    if (count < few.little)
      return {
        level: 'warning',
        text,
        action: `${few.good} are a start, 1,000 are good. So few are learned by heart.`,
      };
    return { level: 'ok', text, action: null };
  });
}

function sizeCheck({ manifest, sizePixels }: PreflightQuestion): PreflightCheck {
  const images = sides.flatMap((side) => manifest.domains[side].images);
  const small = images.filter(
    ({ widthPixels, heightPixels }) => Math.min(widthPixels, heightPixels) < sizePixels,
  ).length;
  if (small === 0)
    return { level: 'ok', text: `Every picture has at least ${sizePixels} pixels.`, action: null };
  const text = `${small} of ${images.length} pictures are smaller than ${sizePixels} pixels and would be enlarged.`;
  return { level: 'warning', text, action: 'Exclude them, or train at a smaller size.' };
}

function alikeChecks({ warnings }: DatasetManifest): PreflightCheck[] {
  const count = (wanted: string) =>
    warnings.filter(({ kind }) => kind === wanted).reduce((sum, { paths }) => sum + paths.length, 0);
  const [alike, shared] = [count('near-duplicate'), count('on-both-sides')];
  return [
    alike === 0
      ? { level: 'ok', text: 'No near-duplicates.', action: null }
      : {
          level: 'warning',
          text: `${alike} pictures look almost like another.`,
          action: 'Keep the best of each.',
        },
    shared === 0
      ? { level: 'ok', text: 'No picture is on both sides.', action: null }
      : {
          level: 'warning',
          text: `${shared} pictures seem to be on both sides.`,
          action: 'Keep each on one side only.',
        },
  ];
}

function diskCheck({ cost, freeDiskBytes }: PreflightQuestion): PreflightCheck {
  const needed = inGigabytes(cost.diskBytes);
  if (freeDiskBytes === undefined)
    return { level: 'ok', text: `Needs about ${needed} of the disk.`, action: null };
  const text = `Needs about ${needed} of the disk; ${inGigabytes(freeDiskBytes)} are free.`;
  if (freeDiskBytes < cost.diskBytes) return { level: 'problem', text, action: 'Make room first.' };
  if (freeDiskBytes < 2 * cost.diskBytes)
    return { level: 'warning', text, action: 'Make room before it gets tight.' };
  return { level: 'ok', text, action: null };
}

function memoryCheck({ cost, freeMemoryBytes: free }: PreflightQuestion): PreflightCheck {
  const text = `Needs about ${inGigabytes(cost.memoryBytes)} of memory; ${inGigabytes(free)} are free.`;
  if (cost.memoryBytes <= free) return { level: 'ok', text, action: null };
  return {
    level: 'warning',
    text,
    action: 'Close other programs, or choose a smaller size or fewer filters.',
  };
}

function timeCheck({ cost }: PreflightQuestion): PreflightCheck {
  const hours = cost.totalSeconds / 3600;
  const text =
    hours < 1 ? `Takes about ${Math.ceil(hours * 60)} minutes.` : `Takes about ${Math.round(hours)} hours.`;
  if (cost.totalSeconds <= longSeconds) return { level: 'ok', text, action: null };
  return {
    level: 'warning',
    text,
    action: 'More than two days; a smaller size is much quicker. It can be paused at any time.',
  };
}

function batteryCheck({ isOnBattery: battery }: PreflightQuestion): PreflightCheck[] {
  if (battery === undefined)
    return [{ level: 'ok', text: 'Whether this computer runs on its battery is not known.', action: null }];
  if (!battery) return [];
  return [{ level: 'warning', text: 'This computer runs on its battery.', action: 'Plug it in.' }];
}

function inGigabytes(bytes: number): string {
  return bytes < 0.1 * gigabyte ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / gigabyte).toFixed(1)} GB`;
}
