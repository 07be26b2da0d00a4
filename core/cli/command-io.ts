/** Where a command writes and what it knows about the other side; tests pass their own. */
export interface CommandIo {
  /** Results: stdout. */
  out(text: string): void;
  /** Progress, news and errors: stderr. */
  err(text: string): void;
  /** Whether a person watches stderr. */
  readonly isTerminal: boolean;
  /** Width of that terminal in characters. */
  columns(): number;
  /** A monotonic clock. */
  nowSeconds(): number;
}

/** The process's own streams; a closed pipe (`diptych runs | head -1`) is not an error. */
export function processIo(): CommandIo {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    columns: () => process.stderr.columns || 80, // some terminals say 0
    nowSeconds: () => performance.now() / 1000,
  };
}
