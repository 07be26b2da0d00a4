import { CoreError } from '../contract/core-error.ts';
import type { ErrorName } from '../contract/error-codes.ts';
import { isCutShort } from './is-cut-short.ts';
import type { ImageFormat } from './photo.ts';

/** Why decoding failed, found out from the file's structure and never from the decoder's words. */
export function decodeError(cause: unknown, bytes: Uint8Array, format: ImageFormat, name: string): CoreError {
  const reason: ErrorName = isCutShort(bytes, format) ? 'truncated-image' : 'unreadable-image';
  const message =
    reason === 'truncated-image'
      ? `${name} is cut short: its ${format} content ends early. Copy it again from its source.`
      : `${name} cannot be decoded: its ${format} content is damaged. Open it in a photo program and save it again.`;
  return new CoreError(reason, message, { path: name, format }, { cause });
}
