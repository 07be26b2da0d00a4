/** What the columns of a sample sheet show: each judge photo, translated, and translated back. */
export const sampleColumns = ['A', 'A→B', 'A→B→A', 'B', 'B→A', 'B→A→B'] as const;
