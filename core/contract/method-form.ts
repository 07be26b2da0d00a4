/** A training method as a form: enough for a command line, a window and a table of documentation. */
export interface MethodForm {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly fields: readonly OptionField[];
}

/** One option of a method under its own name, e.g. `lambdaCycle`. Without a default its help tells what it follows from. */
export type OptionField = {
  readonly name: string;
  readonly help: string;
} & (
  | { readonly kind: 'number' | 'integer'; readonly defaultValue: number | undefined }
  | { readonly kind: 'switch'; readonly defaultValue: boolean }
  | {
      readonly kind: 'choice';
      readonly defaultValue: string | undefined;
      readonly choices: readonly string[];
    }
);
