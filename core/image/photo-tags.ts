import type { Metadata } from 'sharp';
import { cleanText } from './clean-text.ts';
import { iptcKeywords } from './iptc-keywords.ts';
import { xmpKeywords } from './xmp-keywords.ts';

/** Larger blocks hold something else, or may be made to harm. */
const largestBytes = { xmp: 4 * 1024 ** 2, iptc: 1024 ** 2 } as const;
const mostTags = 200;
const mostCharacters = 100;

/**
 * The keywords that photo programs wrote into a picture, each once whatever its case, at most 200 of 100 characters.
 * XMP goes before IPTC, which cuts them at 64 bytes and often only repeats them. Errors: none.
 */
export function photoTags({ xmp, iptc }: Pick<Metadata, 'xmp' | 'iptc'>): readonly string[] {
  const fromXmp = isUsable(xmp, largestBytes.xmp) ? tagsOf(xmpKeywords(xmp)) : [];
  if (fromXmp.length > 0 || !isUsable(iptc, largestBytes.iptc)) return fromXmp;
  return tagsOf(iptcKeywords(iptc));
}

function isUsable(bytes: Uint8Array | undefined, most: number): bytes is Uint8Array {
  return bytes !== undefined && bytes.length <= most;
}

function tagsOf(keywords: readonly string[]): readonly string[] {
  const tags = new Map<string, string>();
  for (const keyword of keywords) {
    const tag = cleanText([...keyword.normalize('NFC')].slice(0, mostCharacters).join(''));
    if (tag === undefined || tags.has(tag.toLowerCase())) continue;
    tags.set(tag.toLowerCase(), tag);
    if (tags.size === mostTags) break;
  }
  return [...tags.values()];
}
