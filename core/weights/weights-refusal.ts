import { CoreError } from '../contract/core-error.ts';

/** The error for weights that Diptych can do nothing with, with every reason at once. */
export function weightsRefusal(reasons: readonly string[], cause?: unknown): CoreError {
  const problems = reasons.map((reason) => reason.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, 300));
  const rest = problems.length > 12 ? [`and ${problems.length - 12} more reasons`] : [];
  const listed = [...problems.slice(0, 12), ...rest];
  return new CoreError(
    'refused-model',
    `The weights are refused: ${listed.join('; ')}.`,
    { problems: listed },
    { cause },
  );
}
