import * as tf from '@tensorflow/tfjs';
import type { OptionField } from '../core/contract/method-form.ts';
import { methods } from '../core/methods/methods.ts';
import { countParameters } from '../core/networks/network.ts';
import { readMethodForms } from '../core/work/method-forms.ts';
import type { Method, Player } from '../core/training/method.ts';
import type { TrainOptions } from '../core/training/train-options.ts';

/** The text of docs/methods.md: everything in it follows from the list of methods. */
export async function methodDocs(): Promise<string> {
  await tf.setBackend('cpu');
  const intro = [
    '# Methods',
    '',
    'Written by `node scripts/make-method-docs.ts` from the list in `core/methods/methods.ts`; change that, not this page.',
  ];
  return `${[...intro, ...methods.flatMap(section)].join('\n')}\n`;
}

function section(method: Method): string[] {
  const { id, title, summary, paper } = method;
  const options = method.complete({});
  const fields = readMethodForms().find((form) => form.id === id)!.fields;
  return [
    '',
    `## ${title} (\`${id}\`)`,
    '',
    summary,
    '',
    `${paper.authors}: [${paper.title}](${paper.url}), ${paper.venue}. Sections in the tables are those of the paper.`,
    '',
    ...table(['Network', 'Parameters', 'Translates'], networkRows(method, options)),
    '',
    ...table(
      ['Player, in this order', 'Moves', 'Minimises the sum of'],
      method.players.map((player) => [
        player.name,
        code(player.trains),
        code(termsOf(method, player, options)),
      ]),
    ),
    '',
    ...table(
      ['Option', 'Default', 'What it is'],
      fields.map((field) => [`\`${field.name}\``, defaultOf(field), field.help]),
    ),
  ];
}

function networkRows(method: Method, options: TrainOptions): string[][] {
  return Object.entries(method.networks(options)).map(([name, { parameters }]) => {
    const directions = Object.entries(method.translators).filter(([, network]) => network === name);
    const count = countParameters(parameters).toLocaleString('en');
    return [`\`${name}\``, count, directions.map(([direction]) => direction.replaceAll('-', ' ')).join(', ')];
  });
}

/** The names of a player's loss terms, by playing once with networks that do nothing. */
function termsOf(method: Method, player: Player<TrainOptions, string>, options: TrainOptions): string[] {
  return tf.tidy(() => {
    const image = tf.zeros<tf.Rank.R4>([1, 2, 2, 3]);
    const idle = Object.keys(method.networks(options)).map((name) => [
      name,
      { apply: (x: tf.Tensor4D) => x },
    ]);
    const networks = Object.fromEntries(idle) as Record<string, { apply(x: tf.Tensor4D): tf.Tensor4D }>;
    const fakes = Object.fromEntries(method.pooled.map((name) => [name, image]));
    return Object.keys(player.play(networks, { x: image, y: image }, { options, fakes }).losses);
  });
}

function defaultOf({ defaultValue }: OptionField): string {
  return defaultValue === undefined ? 'follows from others' : `\`${String(defaultValue)}\``;
}

function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** A Markdown table as the formatter leaves it: columns padded to their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, i) =>
    Math.max(...[title, ...rows.map((row) => row[i]!)].map(({ length }) => length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}
