import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const STUBS = join(import.meta.dirname, 'stubs');

/** What stands in for the platforms' own libraries: of Kotlin those in `stubs`, of Swift those in `stubs/swift`. */
export const stubFiles = (language: 'kotlin' | 'swift'): readonly string[] => {
  const cwd = language === 'swift' ? join(STUBS, 'swift') : STUBS;
  return globSync('*.txt', { cwd }).map((file) => join(cwd, file));
};

/** Each stub file holds several sources, one behind the other: `=== path` begins one. */
export function writeStubs(language: 'kotlin' | 'swift', folder: string): void {
  for (const file of stubFiles(language)) {
    const [, ...sources] = readFileSync(file, 'utf8').split(/^=== /m);
    for (const source of sources) {
      const end = source.indexOf('\n');
      const path = join(folder, source.slice(0, end));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, source.slice(end + 1));
    }
  }
}
