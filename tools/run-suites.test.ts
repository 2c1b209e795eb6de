import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runSuites } from './run-suites.ts';

/** A suite that runs this text in a shell. */
const suite = (text: string): readonly string[] => ['sh', '-c', text];

async function run(...texts: readonly string[]) {
  const printed: string[] = [];
  const counts = await runSuites(texts.map(suite), tmpdir(), (line) => printed.push(line));
  return { ...counts, printed };
}

describe('several suites of tests', () => {
  it('are added up, and only the sum is left to be printed', async () => {
    expect(await run('echo a; echo; echo 3 passed, 0 failed', 'echo b; echo 2 passed, 0 failed')).toEqual({
      passed: 5,
      failed: 0,
      printed: ['a', '', 'b'],
    });
  });

  it.each([
    ['a failing suite', 'echo 2 passed, 1 failed; exit 1', { passed: 6, failed: 1 }],
    ['a suite that ends silently', 'true', { passed: 4, failed: 1 }],
    ['a suite that breaks off', 'echo boom; exit 1', { passed: 4, failed: 1 }],
    ['a count that an exit code contradicts', 'echo 2 passed, 0 failed; exit 1', { passed: 6, failed: 1 }],
    ['a suite that is killed', 'kill -KILL $$', { passed: 4, failed: 1 }],
    ['a last line without an end', 'printf "1 passed, 1 failed"; exit 1', { passed: 5, failed: 1 }],
  ])('fail with %s, and the next one is run all the same', async (_what, text, sum) => {
    expect(await run(text, 'echo 4 passed, 0 failed')).toMatchObject(sum);
    expect(await run('echo 4 passed, 0 failed', text)).toMatchObject(sum);
  });

  it('fail when a program is not there', async () => {
    const counts = await runSuites([['no-such-program-here']], tmpdir(), () => undefined);
    expect(counts).toEqual({ passed: 0, failed: 1 });
  });
});
