/** Commands whose title or group has every typed word, those that begin with it first. */
export function findCommands<Named extends { readonly title: string; readonly group: string }>(
  commands: readonly Named[],
  typed: string,
): readonly Named[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return commands;
  const found = commands.filter(({ title, group }) => {
    const text = `${group} ${title}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const startsWith = ({ title }: Named): boolean => title.toLowerCase().startsWith(words[0]!);
  return [...found.filter(startsWith), ...found.filter((command) => !startsWith(command))];
}
