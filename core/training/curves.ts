/** How a loss is shown to people: its group, its name in words, and which way is good. */
export interface Curve {
  readonly name: string;
  readonly label: string;
  readonly reading: string;
  readonly group: 'generators' | 'discriminators' | 'reconstruction' | 'other';
}

/** What losses are called by what they are for; the rest of a name says of which side or direction. */
const kinds = [
  {
    name: /^adversarial/,
    group: 'generators',
    label: 'Fooling the critic',
    reading: 'will swing; this is normal',
  },
  {
    name: /^discriminator/,
    group: 'discriminators',
    label: 'Critic',
    reading: 'will swing; this is normal',
  },
  {
    name: /^(cycle|reconstruct)/,
    group: 'reconstruction',
    label: 'There and back again',
    reading: 'should fall',
  },
  {
    name: /^identity/,
    group: 'reconstruction',
    label: 'Leaving alone what fits already',
    reading: 'should fall',
  },
] as const satisfies readonly (Omit<Curve, 'name'> & { readonly name: RegExp })[];

/** The papers' letters for directions and sides. */
const endings = [
  { letter: /G$/, words: 'A → B' },
  { letter: /F$/, words: 'B → A' },
  { letter: /X$/, words: 'A' },
  { letter: /Y$/, words: 'B' },
] as const;

/** A loss by the name that its method gives it. */
export function curveOf(name: string): Curve {
  const kind = kinds.find((one) => one.name.test(name));
  if (kind === undefined) return { name, label: name, reading: 'should fall', group: 'other' };
  const ending = endings.find(({ letter }) => letter.test(name));
  const { group, reading } = kind;
  return { name, group, reading, label: ending ? `${kind.label}, ${ending.words}` : kind.label };
}
