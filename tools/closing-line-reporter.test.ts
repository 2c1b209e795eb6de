import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const PASSING = "import { it } from 'vitest'; it('passes', () => {});";
const CONFIG = {
  test: { include: ['*.test.ts'], reporters: ['default', join(ROOT, 'tools/closing-line-reporter.ts')] },
};

describe('the closing line of a test run', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepsake-closing-line-'));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'vitest.config.js'), `export default ${JSON.stringify(CONFIG)};`);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs vitest itself on these tests and returns how it ended. */
  async function run(tests: readonly string[], ...args: readonly string[]) {
    for (const [index, text] of tests.entries()) await writeFile(join(folder, `${index}.test.ts`), text);
    const { VITEST: _, VITEST_WORKER_ID: __, ...env } = process.env;
    const vitest = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...args], {
      cwd: folder,
      env: { ...env, NODE_ENV: '', TEST: '', NO_COLOR: '1' },
    });
    let output = '';
    let isInterrupted = false;
    vitest.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      // Once: a second time would end it at once, before it can say how it went.
      if (!isInterrupted && output.includes('INTERRUPT ME')) isInterrupted = vitest.kill('SIGINT');
    });
    vitest.stderr.resume();
    const exitCode = await new Promise((resolve) => vitest.once('close', resolve));
    const lines = output.trimEnd().split('\n');
    return {
      line: lines.at(-1),
      succeeded: exitCode === 0,
      named: lines.filter((line) => line.startsWith('FAILED  ')),
    };
  }

  it('counts what passed', async () => {
    expect(await run([PASSING, PASSING])).toEqual({ line: '2 passed, 0 failed', succeeded: true, named: [] });
  });

  it('counts a failing test, names it, and says why', async () => {
    const failing =
      "import { describe, it } from 'vitest'; describe('a thing', () => { it('fails', () => { throw new Error('x\\n\\n y'); }); });";
    expect(await run([PASSING, failing])).toEqual({
      line: '1 passed, 1 failed',
      succeeded: false,
      named: ['FAILED  1.test.ts > a thing > fails: x y'],
    });
  });

  it('says what was expected, and what came', async () => {
    const failing =
      "import { expect, it } from 'vitest'; it('fails', () => expect({ a: ['b'] }).toEqual({ a: ['c'] }));";
    const { named } = await run([failing]);
    expect(named).toEqual([expect.stringMatching(/^FAILED {2}0\.test\.ts > fails: .*- "c",.*\+ "b",/)]);
  });

  it.each([
    ['a file that does not load', "import './nowhere.ts';"],
    ['a file that throws', "throw new Error('x');"],
    ['a file that does not parse', 'it(('],
    ['a file without tests', 'export {};'],
    [
      'a hook that fails',
      `import { afterAll } from 'vitest'; afterAll(() => { throw new Error('x'); }); ${PASSING}`,
    ],
    [
      'an error that nobody waited for',
      "import { it } from 'vitest'; it('passes', () => { void Promise.reject(new Error('x')); });",
    ],
  ])('counts %s as failed', async (_what, text) => {
    const { line, succeeded } = await run([text]);
    expect(line).toMatch(/^[01] passed, 1 failed$/);
    expect(succeeded).toBe(false);
  });

  it('fails when there is no test', async () => {
    expect(await run([])).toMatchObject({ line: '0 passed, 1 failed', succeeded: false });
  });

  it('fails when no test was run', async () => {
    const ended = await run([PASSING], '--testNamePattern', 'nothing has this name');
    expect(ended).toMatchObject({ line: '0 passed, 1 failed', succeeded: false });
  });

  it('fails when the run is interrupted', async () => {
    const endless =
      "import { it } from 'vitest'; it('hangs', () => { console.log('INTERRUPT ME'); return new Promise(() => {}); });";
    const { line, succeeded } = await run([PASSING, endless]);
    expect(line).toMatch(/^\d+ passed, [1-9]\d* failed$/);
    expect(succeeded).toBe(false);
  });
});
