import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FORBIDDEN_WORDS } from './forbidden-words.ts';
import { problem, report, type Problem } from './problem.ts';

const LIST = 'tools/forbidden-words.ts';

/** Finds forbidden words in a text. */
export function findForbidden(file: string, text: string): readonly Problem[] {
  return text
    .split('\n')
    .flatMap((content, index) =>
      FORBIDDEN_WORDS.flatMap(({ pattern, reason }) =>
        [...content.matchAll(pattern)].map(([found]) =>
          problem({ file, line: index + 1 }, `"${found}" is ${reason}`),
        ),
      ),
    );
}

/** The files that git tracks or would track; where there is no git, those of the unpacked sources. */
function listFiles(root: string): readonly string[] {
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
    const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: 'pipe' } as const;
    return execFileSync('git', args, options)
      .split('\0')
      .filter((file) => existsSync(join(root, file)));
  } catch {
    const exclude = [
      '**/node_modules',
      '**/.git',
      '**/data',
      '**/demo-data',
      '**/demo-library',
      '**/coverage',
    ];
    return globSync('**', { cwd: root, exclude });
  }
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const files = listFiles(root).filter((file) => file !== LIST && statSync(join(root, file)).isFile());
  // latin1 reads binary files too, byte by byte.
  report(files.flatMap((file) => findForbidden(file, readFileSync(join(root, file), 'latin1'))));
}
