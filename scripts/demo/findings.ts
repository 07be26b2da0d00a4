import { formatTable } from '../../core/cli/format.ts';
import { closeness, type Closeness } from './closeness.ts';
import type { Translation } from './held-out.ts';

/** How close one direction comes to the truth, and how close doing nothing is. */
export interface Finding {
  readonly name: string;
  readonly translated: Closeness;
  readonly untouched: Closeness;
}

export function findingOf({ name, inputs, translated, truths }: Translation): Finding {
  return { name, translated: closeness(translated, truths), untouched: closeness(inputs, truths) };
}

/** Whether translating is closer to the truth than doing nothing, by both measures. */
export function isCloser({ translated, untouched }: Finding): boolean {
  return translated.decibels > untouched.decibels && translated.similarity > untouched.similarity;
}

export function findingsTable(findings: readonly Finding[]): string {
  return formatTable(
    ['against the truth', 'PSNR translated', 'PSNR doing nothing', 'SSIM translated', 'SSIM doing nothing'],
    findings.map(({ name, translated, untouched }) => [
      name,
      `${translated.decibels.toFixed(2)} dB`,
      `${untouched.decibels.toFixed(2)} dB`,
      translated.similarity.toFixed(3),
      untouched.similarity.toFixed(3),
    ]),
  );
}
