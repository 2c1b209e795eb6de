import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** What the stand-in for npm does at each step: shell that prints and ends as the real step would. */
interface Steps {
  readonly ci?: string;
  readonly test?: string;
  readonly run?: string;
}

describe('.ci/run', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepsake-ci-run-'));
    await mkdir(join(folder, 'bin'));
    await cp(join(import.meta.dirname, '../.ci'), join(folder, '.ci'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function run(steps: Steps) {
    const cases = { ci: 'true', test: 'echo 3 passed, 0 failed', run: 'echo 2 passed, 0 failed', ...steps };
    const npm = Object.entries(cases).map(([step, text]) => `${step}) ${text};;`);
    await writeFile(join(folder, 'bin/npm'), `#!/bin/sh\ncase $1 in\n${npm.join('\n')}\nesac\n`);
    await chmod(join(folder, 'bin/npm'), 0o755);
    const { stdout, status } = spawnSync(join(folder, '.ci/run'), {
      encoding: 'utf8',
      env: { ...process.env, PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter) },
    });
    const lines = stdout.trimEnd().split('\n');
    return { line: lines.at(-1), succeeded: status === 0, lines };
  }

  it('adds up tests and gates', async () => {
    expect(await run({})).toMatchObject({ line: '5 passed, 0 failed', succeeded: true });
  });

  it.each<[string, Steps, string]>([
    ['a failing test', { test: 'echo 2 passed, 1 failed; exit 1' }, '4 passed, 1 failed'],
    ['a failing gate', { run: 'echo 1 passed, 1 failed; exit 1' }, '4 passed, 1 failed'],
    [
      'both',
      { test: 'echo 0 passed, 3 failed; exit 1', run: 'echo 0 passed, 2 failed; exit 1' },
      '0 passed, 5 failed',
    ],
    ['tests that do not get as far as counting', { test: 'echo boom; exit 1' }, '2 passed, 1 failed'],
    ['tests that end silently', { test: 'true' }, '2 passed, 1 failed'],
    [
      'a count that an exit code contradicts',
      { test: 'echo 3 passed, 0 failed; exit 1' },
      '5 passed, 1 failed',
    ],
    ['a line that only looks like one', { test: 'echo "Tests: 9 passed, 0 failed"' }, '2 passed, 1 failed'],
    ['an install that fails', { ci: 'exit 1' }, '0 passed, 1 failed'],
    ['an interruption', { ci: 'kill -TERM $PPID' }, '0 passed, 1 failed'],
  ])('fails with %s', async (_what, steps, line) => {
    expect(await run(steps)).toMatchObject({ line, succeeded: false });
  });

  it('names once more at its end what failed', async () => {
    const { lines } = await run({
      test: 'echo "FAILED  a.test.ts > b"; echo 1 passed, 1 failed; exit 1',
      run: 'echo "FAILED  types"; echo more; echo 0 passed, 1 failed; exit 1',
    });
    expect(lines.slice(-4)).toEqual(['FAILED  a.test.ts > b', 'FAILED  types', '', '1 passed, 2 failed']);
  });
});
