/**
 * The first key that one object of a JSON text holds twice, or undefined. `JSON.parse` keeps the last of them
 * silently. The text must be valid JSON already.
 */
export function duplicateKey(json: string): string | undefined {
  const objects: (Set<string> | undefined)[] = []; // an array stands as undefined
  // Strings whole, so that braces and commas inside them do not count.
  for (const [token, key] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (key !== undefined) {
      const name = JSON.parse(key) as string;
      const seen = objects.at(-1);
      if (seen?.has(name)) return name;
      seen?.add(name);
    } else if (token === '{') objects.push(new Set());
    else if (token === '[') objects.push(undefined);
    else if (token === '}' || token === ']') objects.pop();
  }
  return undefined;
}
