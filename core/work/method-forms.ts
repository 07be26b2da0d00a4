import * as z from 'zod';
import type { MethodForm, OptionField } from '../contract/method-form.ts';
import { methods } from '../methods/methods.ts';

/** The JSON schema of one option, as far as options use it. */
interface OptionSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
}

/** Every method as a form, from its option schema alone. */
export function readMethodForms(): readonly MethodForm[] {
  return methods.map(({ id, title, summary, schema }) => {
    const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
    const fields = Object.entries(properties).map(([name, property]) =>
      optionField(name, property as OptionSchema),
    );
    return { id, title, summary, fields };
  });
}

function optionField(name: string, schema: OptionSchema): OptionField {
  const known = { name, help: schema.description ?? '' };
  const { default: given } = schema;
  if (schema.enum !== undefined) {
    return { ...known, kind: 'choice', choices: schema.enum, defaultValue: given as string | undefined };
  }
  switch (schema.type) {
    case 'boolean':
      return { ...known, kind: 'switch', defaultValue: given === true };
    case 'integer':
    case 'number':
      return { ...known, kind: schema.type, defaultValue: given as number | undefined };
    default:
      throw new Error(`Option "${name}" is a ${schema.type}; expected a number, a switch or a choice.`);
  }
}
