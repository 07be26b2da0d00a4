import type { MethodForm } from '../contract/method-form.ts';
import type { Core, LibraryCare, Work } from '../services/core.ts';
import type { Reporter } from './reporter.ts';

/** What a command needs of the process around it. */
export interface CommandContext {
  readonly methods: readonly MethodForm[];
  readonly reporter: Reporter;
  readonly work: Work;
  /** Opens the library that `--library`, `$DIPTYCH_HOME` or the platform names. */
  openCore(): Promise<Core>;
  openCare(): Promise<LibraryCare>;
  /** What `--library` names. */
  library(): string | undefined;
  /** For work that ends without an error but not with 0. */
  setExitCode(exitCode: number): void;
}
