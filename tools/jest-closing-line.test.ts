import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const APP = join(import.meta.dirname, '../apps/mobile');

/** What is printed when a run of jest with these results is over. */
function printedOf(results: object): { readonly lines: readonly string[]; readonly succeeded: boolean } {
  const script = `new (require('./jest-closing-line.cjs'))().onRunComplete([], ${JSON.stringify(results)})`;
  const { stdout, status } = spawnSync(process.execPath, ['--eval', script], { cwd: APP, encoding: 'utf8' });
  return { lines: stdout.trim().split('\n'), succeeded: status === 0 };
}

const counted = { numPassedTests: 2, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 0 };

it('a run of jest ends with its counts', () => {
  expect(printedOf({ ...counted, testResults: [] })).toEqual({
    lines: ['2 passed, 0 failed'],
    succeeded: true,
  });
});

it('a run of jest names before them what failed: each test, or the file that could not be run', () => {
  const testResults = [
    {
      testFilePath: join(APP, 'src/a.test.tsx'),
      testResults: [
        { status: 'failed', fullName: 'a thing fails', failureMessages: ['Expected:\n  b'] },
        { status: 'passed', fullName: 'a thing passes' },
      ],
    },
    { testFilePath: join(APP, 'src/b.test.tsx'), testResults: [], testExecError: { message: 'no' } },
  ];
  const results = { ...counted, numFailedTests: 1, numRuntimeErrorTestSuites: 1, testResults };
  expect(printedOf(results)).toEqual({
    lines: [
      'FAILED  src/a.test.tsx > a thing fails: Expected: b',
      'FAILED  src/b.test.tsx: no',
      '',
      '2 passed, 2 failed',
    ],
    succeeded: false,
  });
});
