/** What vitest's JSON report says about files; a file that cannot be loaded fails without any test in it. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts of a run of vitest; at least one failure when its exit status says so or it left no report. */
export function countTests(status: number | null, readReport: () => string): TestCounts {
  const { passed, failed, skipped } = countReport(readReport);
  return { passed, failed: status === 0 ? failed : Math.max(failed, 1), skipped };
}

function countReport(readReport: () => string): TestCounts {
  try {
    const report = JSON.parse(readReport()) as Report;
    const brokenFiles = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    ).length;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + brokenFiles,
      skipped: report.numPendingTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
