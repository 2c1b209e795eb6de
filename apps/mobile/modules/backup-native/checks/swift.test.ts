import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileSwift, swiftVersion } from './compile-swift.ts';
import { sourcesOf } from './prebuilt-apps.ts';

const PROGRAM = join(import.meta.dirname, 'parse-swift.ts');
const HAS_SWIFT = swiftVersion() !== undefined;
const TIME_LIMIT_MS = 120_000;

if (!HAS_SWIFT)
  console.warn(
    'The Swift was parsed and not compiled: there is no swiftc here. Install one, such as swiftlang of Debian 13.',
  );

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

it.skipIf(!HAS_SWIFT)(
  `[B9] compiles against stubs of iOS${HAS_SWIFT ? '' : ' (skipped: no swiftc)'}`,
  () => {
    expect(compileSwift()).toBe('');
  },
  TIME_LIMIT_MS,
);
