import { extname } from 'node:path';
import type { PhotoRow } from '../../catalog/photos.ts';
import type { LibraryResult } from '../../catalog/results.ts';
import { fileStem } from '../../services/result-name.ts';

/** What a name is made of. */
export interface NamedPhoto {
  readonly photo: PhotoRow;
  /** What the photo shows, or will; undefined for its original. */
  readonly result: Pick<LibraryResult, 'styleName' | 'direction'> | undefined;
}

const fields = ['name', 'style', 'date', 'number', 'direction'] as const;
type Field = (typeof fields)[number];

const field = /\{([^{}]*)\}/g;
const longestBytes = 200;

/** The names of exported files without their endings, as every file system takes them. */
export function exportStems(photos: readonly NamedPhoto[], template: string): readonly string[] {
  return photos.map((one, index) => fileStem(expand(one, template, index, photos.length)));
}

function expand(one: NamedPhoto, template: string, index: number, count: number): string {
  const values = valuesOf(one, index, count);
  return template.replace(field, (whole, name: string) => (isField(name) ? values[name] : whole));
}

function valuesOf({ photo, result }: NamedPhoto, index: number, count: number): Record<Field, string> {
  const taken = new Date(photo.takenMs);
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    name: photo.name.slice(0, photo.name.length - extname(photo.name).length),
    style: result?.styleName ?? 'original',
    date: `${taken.getFullYear()}-${two(taken.getMonth() + 1)}-${two(taken.getDate())}`,
    number: String(index + 1).padStart(String(count).length, '0'),
    direction: result?.direction ?? 'original',
  };
}

function isField(name: string): name is Field {
  return (fields as readonly string[]).includes(name);
}

/** What is wrong with a template, in sentences; empty when nothing is. */
export function templateProblems(photos: readonly NamedPhoto[], template: string): readonly string[] {
  const unknown = [...template.matchAll(field)].map(([, name = '']) => name).filter((name) => !isField(name));
  const bare = template.replace(field, '');
  const illegal = [...new Set(bare.match(/[\p{Cc}<>:"/\\|?*]/gu) ?? [])];
  const expanded = photos.map((one, index) => expand(one, template, index, photos.length));
  const problems = [
    ...unknown.map((name) => `There is no field {${name}}. There are: ${fieldList}.`),
    ...(bare.includes('{') || bare.includes('}') ? ['A brace has no partner.'] : []),
    ...(illegal.length > 0 ? [`File names cannot hold ${illegal.join(' ')}; an underscore is written.`] : []),
  ];
  if (expanded.some((name) => Buffer.byteLength(name) > longestBytes))
    problems.push(`A name is longer than ${longestBytes} bytes and is cut.`);
  if (photos.length > 1 && new Set(expanded).size === 1)
    problems.push('All photos get the same name. Put {name} or {number} into it.');
  return problems;
}

const fieldList = fields.map((name) => `{${name}}`).join(', ');
