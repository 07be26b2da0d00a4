import { CoreError } from '../contract/core-error.ts';

const shown = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, 200);

/** The error for a file that would run something if it were loaded as Python loads it (S-40). */
export function programRefusal(name: string): CoreError {
  const message = `It would run a program ("${shown(name)}"). Diptych never runs programs in model files. Ask its author for a .safetensors file`;
  return new CoreError('refused-pickle', message, { global: shown(name), problems: [message] });
}

/** The error for a pickle that cannot be read; `found` completes "its pickle …". */
export function damagedPickle(found: string, cause?: unknown): CoreError {
  const problem = `its pickle ${shown(found)}`;
  return new CoreError(
    'refused-model',
    `The file is refused: ${problem}.`,
    { problems: [problem] },
    { cause },
  );
}
