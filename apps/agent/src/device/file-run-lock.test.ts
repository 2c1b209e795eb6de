import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileRunLock } from './file-run-lock.ts';

/** Takes the lock for each line of input, says what came of it, and lives until it is killed. */
const TAKER = `
const { FileRunLock } = await import(process.argv[1]);
const { createInterface } = await import('node:readline');
const held = [];
for await (const path of createInterface(process.stdin)) {
  const result = await new FileRunLock(path).acquire();
  held.push(result);
  console.log(result.kind);
}`;

let folder: string;
const takers: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keepsake-lock-'));
});
afterEach(async () => {
  for (const taker of takers.splice(0)) await kill(taker);
  await rm(folder, { recursive: true });
});

function startTaker(): { child: ChildProcess; take: (path: string) => Promise<string> } {
  const url = new URL('./file-run-lock.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', TAKER, url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  takers.push(child);
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  const take = async (path: string): Promise<string> => {
    child.stdin.write(`${path}\n`);
    return String((await answers.next()).value);
  };
  return { child, take };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

it('keeps two runs of one process apart', async () => {
  const lock = new FileRunLock(join(folder, 'run.lock'));
  const first = await lock.acquire();
  expect(first.kind).toBe('acquired');
  expect((await lock.acquire()).kind).toBe('held-by-other');
  if (first.kind === 'acquired') {
    await first.lock.release();
    await first.lock.release();
  }
  expect((await new FileRunLock(join(folder, 'run.lock')).acquire()).kind).toBe('acquired');
});

it('gives each lock to one of two processes, and takes it over as soon as its owner is killed', async () => {
  const [a, b] = [startTaker(), startTaker()];
  const paths = Array.from({ length: 50 }, (_, index) => join(folder, `${index}.lock`));
  for (const path of paths) {
    const answers = await Promise.all([a.take(path), b.take(path)]);
    expect(answers.sort()).toEqual(['acquired', 'held-by-other']);
  }
  await kill(a.child);
  await kill(b.child);
  const [c, d] = [startTaker(), startTaker()];
  for (const path of paths) {
    const answers = await Promise.all([c.take(path), d.take(path)]);
    expect(answers.sort()).toEqual(['acquired', 'held-by-other']);
  }
});

it('says which file it cannot lock', async () => {
  const path = join(folder, 'nowhere', 'run.lock');
  await expect(new FileRunLock(path).acquire()).rejects.toMatchObject({ code: 'ledger-unavailable' });
  await expect(new FileRunLock(path).acquire()).rejects.toThrow(path);
});

it.each(['hello', 'garbage '.repeat(1_000)])(
  'empties a lock file that something else wrote into, and keeps runs apart with it: %.10s',
  async (content) => {
    const path = join(folder, 'run.lock');
    await writeFile(path, content);
    const { ino } = await stat(path);
    const [a, b] = [startTaker(), startTaker()];
    const answers = await Promise.all([a.take(path), b.take(path)]);
    expect(answers.sort()).toEqual(['acquired', 'held-by-other']);
    // Another file would let a second run in beside one that holds the first.
    expect(await stat(path)).toMatchObject({ ino, size: 0 });
  },
);

it('keeps the lock with its holder when something writes into the file meanwhile', async () => {
  const path = join(folder, 'run.lock');
  const [a, b] = [startTaker(), startTaker()];
  expect(await a.take(path)).toBe('acquired');
  await writeFile(path, 'garbage');
  expect(await b.take(path)).toBe('held-by-other');
});

it('says of what is no file at all that it is to be removed', async () => {
  const path = join(folder, 'run.lock');
  await mkdir(path);
  await expect(new FileRunLock(path).acquire()).rejects.toThrow('remove it');
});
