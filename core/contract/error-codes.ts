/**
 * Every way Diptych refuses or fails, as one closed table: the name used in code, the stable code that people
 * see and search for, and the exit code of the command line (0 ok, 1 error, 2 wrong usage, 3 finished with
 * failures, 4 cancelled, 5 refused input, 6 out of memory, 7 disk full).
 */
export const errorCodes = {
  // pictures
  'unsupported-format': { code: 'D-IMG-001', exitCode: 5 },
  'truncated-image': { code: 'D-IMG-002', exitCode: 5 },
  'unreadable-image': { code: 'D-IMG-003', exitCode: 5 },
  'too-many-pixels': { code: 'D-IMG-004', exitCode: 5 },
  'empty-file': { code: 'D-IMG-005', exitCode: 5 },
  'image-too-small': { code: 'D-IMG-006', exitCode: 5 },
  'not-a-file': { code: 'D-IMG-007', exitCode: 5 },
  'file-not-found': { code: 'D-IMG-008', exitCode: 5 },
  'file-changed': { code: 'D-IMG-009', exitCode: 5 },
  'duplicate-image': { code: 'D-IMG-010', exitCode: 5 },
  'hidden-file': { code: 'D-IMG-011', exitCode: 5 },
  // datasets
  'folder-not-found': { code: 'D-SET-001', exitCode: 5 },
  'empty-folder': { code: 'D-SET-002', exitCode: 5 },
  'too-few-images': { code: 'D-SET-003', exitCode: 5 },
  'same-folder': { code: 'D-SET-004', exitCode: 2 },
  'dataset-not-found': { code: 'D-SET-005', exitCode: 2 },
  'dataset-exists': { code: 'D-SET-006', exitCode: 2 },
  'damaged-manifest': { code: 'D-SET-007', exitCode: 1 },
  // training
  diverged: { code: 'D-TRN-001', exitCode: 1 },
  'images-lost': { code: 'D-TRN-002', exitCode: 1 },
  'training-died': { code: 'D-TRN-003', exitCode: 1 },
  'unsuitable-size': { code: 'D-TRN-004', exitCode: 2 },
  'run-not-found': { code: 'D-TRN-005', exitCode: 2 },
  'run-busy': { code: 'D-TRN-006', exitCode: 1 },
  'run-finished': { code: 'D-TRN-007', exitCode: 2 },
  'damaged-checkpoint': { code: 'D-TRN-008', exitCode: 1 },
  'no-checkpoint': { code: 'D-TRN-009', exitCode: 1 },
  'unknown-method': { code: 'D-TRN-010', exitCode: 2 },
  'damaged-run': { code: 'D-TRN-011', exitCode: 1 },
  // engine
  'read-in-step': { code: 'D-ENG-001', exitCode: 1 },
  'no-lowering': { code: 'D-ENG-002', exitCode: 1 },
  'engine-failed': { code: 'D-ENG-003', exitCode: 1 },
  'out-of-memory': { code: 'D-ENG-004', exitCode: 6 },
  'shape-mismatch': { code: 'D-ENG-005', exitCode: 1 },
  // translators and results
  'refused-model': { code: 'D-MOD-001', exitCode: 5 },
  'refused-archive': { code: 'D-MOD-004', exitCode: 5 },
  'refused-pickle': { code: 'D-MOD-006', exitCode: 5 },
  'newer-package': { code: 'D-MOD-007', exitCode: 5 },
  'model-not-found': { code: 'D-MOD-005', exitCode: 2 },
  'flat-result': { code: 'D-RES-001', exitCode: 1 },
  'result-not-found': { code: 'D-RES-003', exitCode: 2 },
  'output-exists': { code: 'D-RES-002', exitCode: 1 },
  // library and disk
  'damaged-catalog': { code: 'D-LIB-001', exitCode: 1 },
  'newer-catalog': { code: 'D-LIB-002', exitCode: 1 },
  'catalog-busy': { code: 'D-LIB-003', exitCode: 1 },
  'read-only-library': { code: 'D-LIB-004', exitCode: 1 },
  'disk-full': { code: 'D-DSK-001', exitCode: 7 },
  'samples-paused': { code: 'D-DSK-002', exitCode: 1 },
  'write-failed': { code: 'D-DSK-003', exitCode: 1 },
  // library use
  'photo-not-found': { code: 'D-LIB-005', exitCode: 2 },
  'album-not-found': { code: 'D-LIB-006', exitCode: 2 },
  'photo-missing': { code: 'D-LIB-007', exitCode: 1 },
  'nothing-to-do': { code: 'D-USE-004', exitCode: 1 },
  'library-gone': { code: 'D-LIB-008', exitCode: 1 },
  // jobs
  'job-not-found': { code: 'D-JOB-001', exitCode: 2 },
  'job-state': { code: 'D-JOB-002', exitCode: 1 },
  interrupted: { code: 'D-JOB-003', exitCode: 1 },
  // the app
  'ticket-unknown': { code: 'D-APP-002', exitCode: 2 },
  'library-closed': { code: 'D-APP-003', exitCode: 1 },
  'failed-starts': { code: 'D-APP-004', exitCode: 1 },
  // use
  'invalid-option': { code: 'D-USE-001', exitCode: 2 },
  cancelled: { code: 'D-USE-002', exitCode: 4 },
  'finished-with-failures': { code: 'D-USE-003', exitCode: 3 },
  'unexpected-error': { code: 'D-APP-001', exitCode: 1 },
} as const;

export type ErrorName = keyof typeof errorCodes;
