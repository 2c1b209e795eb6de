import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Ends a test run with one plain line, `N passed, N failed`, that people and machines read alike, after a line
 * `FAILED  <file> > <test>: <why>` for each test that failed. They are printed when the process exits, so that the count is
 * the last line also of a run that was interrupted or never began, and a run that tested nothing is a failure.
 */
export default class ClosingLineReporter implements Reporter {
  #counts: Counts | undefined;
  #failedTests: readonly string[] = [];

  onInit(): void {
    process.once('exit', () => {
      this.#close();
    });
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    const counts = modules.map(countModule).reduce(add, { passed: 0, failed: errors.length, skipped: 0 });
    if (reason === 'interrupted') counts.failed += 1;
    this.#counts = counts;
    this.#failedTests = modules.flatMap(failedTestsOf);
  }

  #close(): void {
    // Without counts the run ended before its end: that is one failure, whatever else happened.
    const { passed, failed, skipped } = this.#counts ?? { passed: 0, failed: 1, skipped: 0 };
    const nothingTested = passed + failed === 0;
    if (nothingTested || failed > 0) process.exitCode = 1;
    for (const test of this.#failedTests) process.stdout.write(`FAILED  ${test}\n`);
    if (skipped > 0) process.stdout.write(`${skipped} skipped\n`);
    process.stdout.write(`\n${passed} passed, ${nothingTested ? 1 : failed} failed\n`);
  }
}

function countModule(module: TestModule): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    // A test that is still pending never ended, and what never ended did not pass.
    counts[state === 'pending' ? 'failed' : state] += 1;
  }
  // What fails around the tests (a file that does not load, a hook) has no test to count.
  counts.failed += module.errors().length;
  for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
  if (counts.failed === 0 && module.state() === 'failed') counts.failed = 1;
  return counts;
}

/** So much of what a test says of its failure is repeated: who sees only the end of a long output is told why. */
const WHY_CHARACTERS = 400;

interface Failure {
  readonly message: string;
  readonly diff?: string | undefined;
}

function failedTestsOf(module: TestModule): string[] {
  const tests = [...module.children.allTests('failed')].map(
    (test) => ` > ${test.fullName}${whyOf(test.result().errors)}`,
  );
  const isWhole = module.state() === 'failed' && tests.length === 0;
  return (isWhole ? [whyOf(module.errors())] : tests).map((text) => module.relativeModuleId + text);
}

function whyOf([first]: readonly Failure[] = []): string {
  if (first === undefined) return '';
  const said = stripVTControlCharacters(`${first.message} ${first.diff ?? ''}`)
    .replace(/\s+/g, ' ')
    .trim();
  return `: ${said.slice(0, WHY_CHARACTERS)}`;
}

function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}
