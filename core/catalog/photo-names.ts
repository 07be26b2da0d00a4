/** A name as it is sorted: without accents and case, numbers by their value ("IMG 2" before "IMG 10"). */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.padStart(12, '0'));
}

/** The letter of the jump bar under which a name stands; `#` for what begins with no letter. */
export function nameMark(name: string): string {
  const first = nameKey(name).slice(0, 1).toUpperCase();
  return /^\p{L}$/u.test(first) ? first : '#';
}
