import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileSwift, performSwift, swiftVersion } from './compile-swift.ts';
import { readFileSync } from 'node:fs';
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

it.skipIf(!HAS_SWIFT)(
  `takes nothing from a module that has come already when the one before goes${HAS_SWIFT ? '' : ' (skipped: no swiftc)'}`,
  () => {
    const said = performSwift(
      ['Owned.swift'],
      `
final class Module {}
let (before, after) = (Module(), Module())
let owned = Owned<String>()
owned.put("before", by: before)
owned.put("after", by: after)
owned.remove(by: before)
print(owned.current as Any)
owned.remove(by: after)
print(owned.current as Any)
`,
    );
    expect(said.split('\n')).toEqual(['Optional("after")', 'nil']);
  },
  TIME_LIMIT_MS,
);

it('leaves the news of network and power to the module that has come last', () => {
  const source = (name: string): string =>
    readFileSync(
      sourcesOf('ios', '.swift').find((path) => path.endsWith(`/${name}`))!,
      'utf8',
    );
  expect(source('Conditions.swift')).toContain('observer = Owned<() -> Void>()');
  expect(source('NativeEvents.swift')).toContain('sink = Owned<');
  const calls = source('BackupNativeModule.swift').match(
    /Conditions\.shared\.(?:observe|stopObserving)\([^)]*\)/g,
  );
  expect(calls).toEqual([
    'Conditions.shared.stopObserving(by: self)',
    'Conditions.shared.observe(by: self)',
    'Conditions.shared.stopObserving(by: self)',
  ]);
});
