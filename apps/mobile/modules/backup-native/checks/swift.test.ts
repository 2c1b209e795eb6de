import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sourcesOf } from './prebuilt-apps.ts';

const PROGRAM = join(import.meta.dirname, 'parse-swift.ts');

function parse(files: readonly string[], input?: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['--liftoff-only', PROGRAM, ...files], {
    encoding: 'utf8',
    input,
  });
  return stdout + stderr;
}

it('[B9] is Swift, every file of it', () => {
  const files = sourcesOf('ios', '.swift');
  expect(files.length).toBeGreaterThan(15);
  expect(parse(files)).toBe('');
});

it('finds what is no Swift', () => {
  expect(parse(['-'], 'func broken( {\n  let = 3\n}\n')).toMatch(/^-:\d+: /);
});
