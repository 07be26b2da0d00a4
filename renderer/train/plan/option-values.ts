import type { MethodFacts } from '../../../core/contract/app-contract.ts';
import type { OptionValues } from '../../../core/contract/training-contract.ts';

export type OptionField = MethodFacts['fields'][number];
export type OptionValue = OptionValues[string];
export type Parsed = { readonly value: OptionValue | undefined } | { readonly problem: string };

/** What a person wrote into a field, as its value; undefined for nothing where the field has no default. */
export function parseOption({ kind, defaultValue, choices }: OptionField, text: string): Parsed {
  const written = text.trim();
  if (written === '') {
    if (defaultValue === undefined) return { value: undefined };
    return { problem: `Write a value, or reset it to ${String(defaultValue)}.` };
  }
  if (kind === 'choice')
    return choices?.includes(written) ? { value: written } : { problem: 'Choose one of the list.' };
  if (kind === 'switch') return { value: written === 'true' };
  const value = Number(written);
  if (!Number.isFinite(value)) return { problem: `Write a number; "${written.slice(0, 20)}" is none.` };
  if (kind === 'integer' && !Number.isInteger(value)) return { problem: 'Write a whole number.' };
  return { value };
}

/** A value as a field shows it. */
export function textOfOption(value: OptionValue | undefined): string {
  return value === undefined ? '' : String(value);
}

/** The help of a field as a sentence, with its default. */
export function sentenceOf({ help, defaultValue }: OptionField): string {
  const sentence = `${help.slice(0, 1).toUpperCase()}${help.slice(1)}${/[.!?]$/.test(help) ? '' : '.'}`;
  const words = defaultValue === true ? 'on' : defaultValue === false ? 'off' : defaultValue;
  return words === undefined ? sentence : `${sentence} Default ${words}.`;
}

/** `lambdaCycle` as `Lambda cycle`. */
export function titleOfOption(name: string): string {
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words[0]!.toUpperCase() + words.slice(1);
}

/** The options of a plan with what a person changed, without what was emptied. */
export function withChanges(
  base: OptionValues,
  changes: Readonly<Record<string, OptionValue | undefined>>,
): OptionValues {
  const all = Object.entries({ ...base, ...changes });
  return Object.fromEntries(all.filter((entry): entry is [string, OptionValue] => entry[1] !== undefined));
}
