import { createHash } from 'node:crypto';

/** How a result comes from a photo; the translator by its content. */
export interface Recipe {
  readonly translatorSha256: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The same 64 hexadecimal digits for the same recipe, whatever the order of its parameters. */
export function recipeSha256({ translatorSha256, parameters }: Recipe): string {
  const text = JSON.stringify([translatorSha256, sorted(parameters)]);
  return createHash('sha256').update(text).digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return fields.map(([name, field]) => [name, sorted(field)]);
}
