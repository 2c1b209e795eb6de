import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutation } from './mutation.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Ten times what the seeds take. */
const LONGEST_MS = 15 * 60_000;
const COPIED = ['packages', 'tests/simulation', 'package.json'];

/** A copy of the repository in which bugs are planted; the repository itself is never touched. */
export interface Copy {
  readonly path: string;
  remove(): Promise<void>;
}

/** Copies what a simulation runs, with our packages as they are in the copy. */
export async function createCopy(): Promise<Copy> {
  const path = await mkdtemp(join(tmpdir(), 'keepsake-mutant-'));
  for (const entry of COPIED) {
    await cp(join(ROOT, entry), join(path, entry), {
      recursive: true,
      filter: (source) => !source.includes('/node_modules'),
    });
  }
  const [from, to] = [join(ROOT, 'node_modules'), join(path, 'node_modules')];
  await mkdir(join(to, '@keepsake'), { recursive: true });
  for (const name of await readdir(from)) {
    if (name !== '@keepsake') await symlink(join(from, name), join(to, name));
  }
  for (const name of await readdir(join(path, 'packages'))) {
    await symlink(join(path, 'packages', name), join(to, '@keepsake', name));
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** What became of a bug: caught by an invariant, or by nothing. */
export type Fate =
  | { readonly kind: 'caught'; readonly by: string; readonly seed: number; readonly text: string }
  | { readonly kind: 'survived' }
  /** The source is another by now, and the bug cannot be planted. */
  | { readonly kind: 'does-not-match'; readonly count: number }
  | { readonly kind: 'does-not-run'; readonly output: string };

/** Plants a bug, plays seeds until an invariant is violated, and puts the source back as it was. */
export async function tryMutation(
  copy: Copy,
  { file, from, to }: Mutation,
  seeds: { readonly first: number; readonly count: number; readonly events: number },
): Promise<Fate> {
  const path = join(copy.path, file);
  const source = await readFile(path, 'utf8').catch(() => '');
  const count = source.split(from).length - 1;
  if (count !== 1) return { kind: 'does-not-match', count };
  await writeFile(
    path,
    source.replace(from, () => to),
  );
  try {
    const { first, count: runs, events } = seeds;
    return fateIn(await simulate(copy, ['--seed', `${first}`, '--runs', `${runs}`, '--events', `${events}`]));
  } finally {
    await writeFile(path, source);
  }
}

function fateIn({ output, code }: { readonly output: string; readonly code: number | null }): Fate {
  const failure = /^seed (\d+) fails: (.*)\n\s*(.*)/mu.exec(output);
  if (failure !== null) {
    const [, seed, by, text] = failure;
    return { kind: 'caught', by: by ?? '', seed: Number(seed), text: text ?? '' };
  }
  return code === 0 ? { kind: 'survived' } : { kind: 'does-not-run', output };
}

function simulate(
  { path }: Copy,
  options: readonly string[],
): Promise<{ readonly output: string; readonly code: number | null }> {
  return new Promise((resolve, reject) => {
    const main = join(path, 'tests/simulation/main.ts');
    const child = spawn(process.execPath, [main, '--brief', ...options], { cwd: path });
    let output = '';
    let isHanging = false;
    const limit = setTimeout(() => {
      isHanging = true;
      child.kill('SIGKILL');
    }, LONGEST_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      // A run that never ends is noticed by whoever waits for it.
      resolve({ output: isHanging ? 'seed 0 fails: runs end well\n  it hangs' : output, code });
    });
  });
}
