import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sourcesOf } from './prebuilt-apps.ts';
import { writeStubs } from './write-stubs.ts';

/** The modules of `stubs/swift`, each behind those that it imports. */
const MODULES = [
  'FoundationOfApple',
  'UIKit',
  'BackgroundTasks',
  'CryptoKit',
  'Network',
  'Photos',
  'ExpoModulesCore',
];

/** What Expo's declarations are written for. */
const LEAST_SWIFT = 6;

/** Which Swift there is that can compile the stubs, which add to the Foundation of Linux: a Mac has the real build. Undefined: none. */
export function swiftVersion(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const { status, stdout } = spawnSync('swiftc', ['--version'], { encoding: 'utf8' });
  const [, version, major] = (status === 0 && /Swift version ((\d+)[\d.]*)/.exec(stdout)) || [];
  return Number(major) >= LEAST_SWIFT ? version : undefined;
}

/**
 * Compiles the module's Swift with the stubs of all that it calls. Answers what is wrong, which is nothing when all is well; of warnings
 * each version of the compiler has others.
 */
export function compileSwift(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-swift-'));
  try {
    writeStubs('swift', folder);
    for (const name of MODULES) {
      const made = join(folder, `${name}.swiftmodule`);
      const said = run(folder, name, ['-emit-module', '-o', made, join(folder, `${name}.swift`)]);
      if (said !== '') return said;
    }
    // What the types alone do not show, such as a value that is used before it is there, is found on the way to SIL.
    const args = ['-emit-sil', '-o', '/dev/null', '-import-module', 'FoundationOfApple'];
    return run(folder, 'BackupNative', [...args, ...sourcesOf('ios', '.swift')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The mode of the language is the podspec's. */
function run(folder: string, module: string, args: readonly string[]): string {
  const all = [
    '-frontend',
    '-module-name',
    module,
    '-parse-as-library',
    '-swift-version',
    '5',
    '-I',
    folder,
    ...args,
  ];
  const { status, stdout, stderr } = spawnSync('swiftc', all, { encoding: 'utf8' });
  if (status === 0) return '';
  const said = `${stdout}${stderr}`.replaceAll(folder, '').trim();
  return said === '' ? `the compiler ended with ${status ?? 'a signal'}` : said;
}

/**
 * Performs Swift that stands on the Foundation alone: these files of the module, and `program` behind them. Answers what it prints, or what is
 * wrong with it.
 */
export function performSwift(files: readonly string[], program: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-swift-'));
  try {
    // What is interpreted is one file.
    const main = join(folder, 'main.swift');
    const sources = sourcesOf('ios', '.swift').filter((path) => files.includes(basename(path)));
    writeFileSync(main, [...sources.map((path) => readFileSync(path, 'utf8')), program].join('\n'));
    const { stdout, stderr } = spawnSync('swiftc', ['-frontend', '-interpret', '-swift-version', '5', main], {
      encoding: 'utf8',
    });
    return `${stdout}${stderr}`.replaceAll(folder, '').trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
