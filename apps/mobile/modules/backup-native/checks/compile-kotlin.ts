import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { writeStubs } from './write-stubs.ts';

const SOURCES = join(import.meta.dirname, '../android/src/main/java');

/** Which Java there is; undefined: none. */
export function javaVersion(): string | undefined {
  const asked = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return asked.error === undefined && asked.status === 0 ? asked.stderr.split('\n')[0] : undefined;
}

/** What a compiler says, which is nothing when all is well, and the names of the classes that it made. */
export interface Compilation {
  readonly said: string;
  readonly classes: readonly string[];
}

/** Compiles the module's Kotlin with the stubs of all that it calls, warnings as errors. */
export function compileKotlin(): Compilation {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-kotlin-'));
  try {
    writeStubs('kotlin', join(folder, 'stubs'));
    const said = runCompiler(folder);
    const classes = globSync('**/*.class', { cwd: join(folder, 'classes') });
    return { said, classes: classes.map((file) => basename(file, '.class')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The compiler of npm's package, without its shell script, which wants bash. */
function runCompiler(folder: string): string {
  const home = dirname(createRequire(import.meta.url).resolve('kotlin-compiler/package.json'));
  const jar = (name: string): string => join(home, 'lib', `${name}.jar`);
  const compiler = [
    'kotlin-compiler',
    'kotlin-stdlib',
    'kotlin-script-runtime',
    'kotlin-reflect',
    'kotlinx-coroutines-core-jvm',
    'trove4j',
    'annotations-13.0',
  ].map(jar);
  const args = ['-Xmx1g', '-cp', compiler.join(':'), 'org.jetbrains.kotlin.cli.jvm.K2JVMCompiler'];
  args.push(
    '-kotlin-home',
    home,
    '-jvm-target',
    '17',
    '-Werror',
    '-classpath',
    jar('kotlinx-coroutines-core-jvm'),
  );
  args.push('-d', join(folder, 'classes'), join(folder, 'stubs'), SOURCES);
  const { status, stdout, stderr } = spawnSync('java', args, { encoding: 'utf8' });
  const said = `${stdout}${stderr}`.replaceAll(folder, '').trim();
  return status === 0 || said !== '' ? said : `the compiler ended with ${status ?? 'a signal'}`;
}
