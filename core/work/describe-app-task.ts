import type { MethodForm } from '../contract/method-form.ts';
import { readableFormats } from '../image/readable-formats.ts';
import type { ImageFormat } from '../image/photo.ts';
import { readMethodForms } from './method-forms.ts';
import type { RunTask } from './task.ts';

export interface AppDescription {
  readonly methods: readonly MethodForm[];
  readonly formats: readonly ImageFormat[];
}

/** What this build can do; here, because finding out loads the whole engine. */
export const run: RunTask<Record<string, never>, AppDescription> = async () => ({
  methods: readMethodForms(),
  formats: await readableFormats(),
});
