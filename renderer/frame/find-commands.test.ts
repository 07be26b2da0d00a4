import { describe, expect, it } from 'vitest';
import { findCommands } from './find-commands.ts';

const commands = [
  { title: 'Go to Library', group: 'Go' },
  { title: 'Open photos…', group: 'Photos' },
  { title: 'Put into the trash', group: 'Photos' },
];
const titles = (typed: string): readonly string[] => findCommands(commands, typed).map(({ title }) => title);

describe('finding commands', () => {
  it('finds none for words that no command has', () => expect(titles('xyz')).toEqual([]));
  it('finds all for nothing typed', () => expect(titles(' ')).toHaveLength(3));
  it('wants every word, in any order and case', () =>
    expect(titles('TRASH photos')).toEqual(['Put into the trash']));
  it('puts first what begins with the word', () =>
    expect(titles('o')).toEqual(['Open photos…', 'Go to Library', 'Put into the trash']));
});
