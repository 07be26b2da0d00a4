import { CoreError } from '../contract/core-error.ts';

/** The error for an archive that is not unpacked; `found` completes "it was refused: …". */
export function archiveRefusal(found: string, cause?: unknown): CoreError {
  const problem = found.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, 300);
  const message = `The archive was refused: ${problem}. Nothing was unpacked. Ask for the file again where you have it from.`;
  return new CoreError('refused-archive', message, { problems: [problem] }, { cause });
}
