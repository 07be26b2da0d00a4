import type { MethodForm } from '../contract/method-form.ts';
import { readableFormats } from '../image/readable-formats.ts';
import type { ImageFormat, OutputFormat } from '../image/photo.ts';
import { readMethodForms } from './method-forms.ts';
import type { RunTask } from './task.ts';

export interface AppDescription {
  readonly methods: readonly MethodForm[];
  readonly formats: readonly ImageFormat[];
  readonly writtenFormats: readonly OutputFormat[];
}

/** What this build can do; here, because finding out loads the whole engine. */
export const run: RunTask<Record<string, never>, AppDescription> = async () => {
  const formats = await readableFormats(); // each was written before it was read back
  const isWritten = (format: ImageFormat) => format !== 'gif';
  return { methods: readMethodForms(), formats, writtenFormats: formats.filter(isWritten) };
};
