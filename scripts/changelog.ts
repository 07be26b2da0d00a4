/** What is wrong with a changelog: no Unreleased section on top, a foreign heading, an entry without cause and effect. */
export function complaintsAbout(changelog: string): string[] {
  const lines = changelog.split(/\r?\n/);
  const headings = lines.filter((line) => line.startsWith('## '));
  const complaints = headings
    .filter((heading) => !/^## (Unreleased|\d+\.\d+\.\d+ \(\d{4}-\d{2}-\d{2}\))$/.test(heading))
    .map((heading) => `"${heading}" is neither "## Unreleased" nor "## 1.2.3 (2030-01-31)".`);
  if (headings[0] !== '## Unreleased') complaints.push('The first section must be "## Unreleased".');
  return [...complaints, ...entriesOf(lines).flatMap(complaintAboutEntry)];
}

/** Entries start with `- ` and go on over indented lines. */
function entriesOf(lines: readonly string[]): string[] {
  const entries: string[] = [];
  for (const line of lines) {
    if (line.startsWith('- ')) entries.push(line);
    else if (line.startsWith('  ') && entries.length > 0) entries.push(`${entries.pop()} ${line.trim()}`);
  }
  return entries;
}

function complaintAboutEntry(entry: string): string[] {
  const [cause, effect] = entry.split(' → ');
  if (cause && effect?.trim() && !/→/.test(effect)) return [];
  return [`"${entry.slice(0, 60)}" must read "- cause → effect", with one arrow.`];
}
