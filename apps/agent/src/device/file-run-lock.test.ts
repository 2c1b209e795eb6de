import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancelSource, type HeldRunLock, type RunKind } from '@keepsake/engine';
import { createFakeClock, describeRunLockContract } from '@keepsake/testkit';
import { FileRunLock } from './file-run-lock.ts';

/** Takes the lock for each line of input, says what came of it, and lives until it is killed. */
const TAKER = `
const { FileRunLock } = await import(process.argv[1]);
const { createInterface } = await import('node:readline');
const signal = new AbortController().signal;
const held = [];
for await (const path of createInterface(process.stdin)) {
  const result = await new FileRunLock(path).acquire('foreground', signal);
  held.push(result);
  console.log(result.kind);
}`;

const signal = new CancelSource();
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

describeRunLockContract('the run lock of a computer', async () => {
  const clock = createFakeClock();
  return {
    openLock: () => new FileRunLock(join(folder, 'run.lock'), clock),
    pass: (durationMs) => clock.advance(durationMs),
  };
});

it('keeps two runs of one process apart', async () => {
  const lock = new FileRunLock(join(folder, 'run.lock'));
  const first = await lock.acquire('foreground', signal);
  expect(first.kind).toBe('acquired');
  expect((await lock.acquire('foreground', signal)).kind).toBe('held-by-other');
  if (first.kind === 'acquired') {
    await first.lock.release();
    await first.lock.release();
  }
  expect((await new FileRunLock(join(folder, 'run.lock')).acquire('foreground', signal)).kind).toBe(
    'acquired',
  );
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
  await expect(new FileRunLock(path).acquire('foreground', signal)).rejects.toMatchObject({
    code: 'ledger-unavailable',
  });
  await expect(new FileRunLock(path).acquire('foreground', signal)).rejects.toThrow(path);
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
  await expect(new FileRunLock(path).acquire('foreground', signal)).rejects.toThrow('remove it');
});

describe('a background run', () => {
  /** Both on the same file, and on one clock that moves when the test says so. */
  function twoLocks() {
    const clock = createFakeClock();
    const path = join(folder, 'run.lock');
    return { clock, path, mine: new FileRunLock(path, clock), other: new FileRunLock(path, clock) };
  }
  const acquired = async (lock: FileRunLock, kind: RunKind): Promise<HeldRunLock> => {
    const result = await lock.acquire(kind, signal);
    if (result.kind !== 'acquired') throw new Error('the lock is held');
    return result.lock;
  };

  it('[B2] gives way to the foreground within two seconds, and to nobody else', async () => {
    const { clock, mine, other } = twoLocks();
    const background = await acquired(mine, 'background');
    expect(await other.acquire('background', signal)).toEqual({ kind: 'held-by-other' });
    await clock.advance(60_000);
    expect(background.yielding.aborted).toBe(false);

    const taking = other.acquire('foreground', signal);
    background.yielding.addEventListener('abort', () => void background.release());
    for (let ms = 0; ms < 2_000; ms += 250) await clock.advance(250);
    expect(background.yielding.reason).toMatchObject({ why: 'yielding' });
    const result = await taking;
    expect(result.kind).toBe('acquired');
    // The foreground gives way to nobody, and a second one is refused at once.
    expect(await mine.acquire('foreground', signal)).toEqual({ kind: 'held-by-other' });
    if (result.kind === 'acquired') {
      await clock.advance(60_000);
      expect(result.lock.yielding.aborted).toBe(false);
      await result.lock.release();
    }
    const next = await acquired(mine, 'background');
    await clock.advance(5_000);
    expect(next.yielding.aborted).toBe(false);
    await next.release();
    expect(clock.sleeperCount).toBe(0);
  });

  it('[B2] that does not give way is waited for five seconds, and asked for nobody afterwards', async () => {
    const { clock, mine, other } = twoLocks();
    const background = await acquired(mine, 'background');
    const taking = other.acquire('foreground', signal);
    for (let ms = 0; ms < 5_250; ms += 250) await clock.advance(250);
    expect(await taking).toEqual({ kind: 'held-by-other' });
    await background.release();

    const next = await acquired(mine, 'background');
    await clock.advance(5_000);
    expect(next.yielding.aborted).toBe(false);
    await next.release();
  });

  it('[B2][U7] is not waited for by somebody who was told to stop', async () => {
    const { clock, mine, other } = twoLocks();
    const background = await acquired(mine, 'background');
    const stop = new CancelSource();
    const taking = other.acquire('foreground', stop);
    await clock.advance(250);
    stop.cancel('enough');
    await expect(taking).rejects.toBe('enough');
    // Nobody wants the lock any more.
    await clock.advance(5_000);
    expect(background.yielding.aborted).toBe(false);
    await background.release();
    // Precedence went with it.
    await (await acquired(mine, 'foreground')).release();
  });

  it('[B2] does not give way to somebody who was killed while it waited', async () => {
    const { clock, path, mine } = twoLocks();
    await writeFile(`${path}.wanted`, '');
    const background = await acquired(mine, 'background');
    await clock.advance(5_000);
    expect(background.yielding.aborted).toBe(false);
    await background.release();
  });
});
