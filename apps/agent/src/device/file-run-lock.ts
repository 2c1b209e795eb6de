import { existsSync, rmSync, writeFileSync } from 'node:fs';
import {
  Cancelled,
  CancelSource,
  throwIfCancelled,
  type CancelSignal,
  type Clock,
  type RunKind,
  type RunLock,
  type RunLockResult,
} from '@keepsake/engine';
import { takeFileLock, type HeldFileLock } from './file-lock.ts';
import { systemClock } from './system-clock.ts';

/** A background owner looks this often whether the foreground wants the lock … */
const LOOK_MS = 1_000;
/** … and a run ends within a second of being told; so long is it waited for, and not for ever. */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 250;

/**
 * A run lock that the operating system keeps (see `takeFileLock`).
 *
 * It keeps runs apart in one process or in several. The system takes it back the moment its owner ends, however that
 * ends, so a dead owner is never waited for, two takers cannot both win, and no process number is ever compared. A
 * lock that expires by the clock would be worse here: a laptop that wakes up would find two runs, each sure of its
 * lock. The file stays where it is; removing it is what would let two runs in.
 *
 * A foreground run holds a second lock of the same sort, from before it waits. Whoever has that one and not the first
 * knows that a background run is in its way, and asks it to give way by a file that it looks for.
 */
export class FileRunLock implements RunLock {
  readonly #path: string;
  readonly #wantedPath: string;
  readonly #clock: Clock;

  /** `path` names the lock file, in a folder that exists. */
  constructor(path: string, clock: Clock = systemClock) {
    this.#path = path;
    this.#wantedPath = `${path}.wanted`;
    this.#clock = clock;
  }

  /** Error: `ledger-unavailable` when a lock file cannot be made or locked at all. */
  async acquire(kind: RunKind, signal: CancelSignal): Promise<RunLockResult> {
    throwIfCancelled(signal);
    return kind === 'background' ? this.#acquireInBackground() : this.#acquireInForeground(signal);
  }

  /** Whether somebody holds it now, here or in another process. Error: as `acquire`. */
  async isHeld(): Promise<boolean> {
    const lock = await takeFileLock(this.#path);
    lock?.release();
    return lock === undefined;
  }

  async #acquireInBackground(): Promise<RunLockResult> {
    const lock = await takeFileLock(this.#path);
    if (lock === undefined) return { kind: 'held-by-other' };
    // Left behind by one who was killed while it waited. Who waits now asks again.
    rmSync(this.#wantedPath, { force: true });
    const yielding = new CancelSource();
    const released = new CancelSource();
    this.#lookOut(yielding, released).catch(() => undefined);
    const release = async (): Promise<void> => {
      released.cancel();
      lock.release();
    };
    return { kind: 'acquired', lock: { yielding, release } };
  }

  /** Its only way to fail is the release. */
  async #lookOut(yielding: CancelSource, released: CancelSource): Promise<void> {
    do await this.#clock.sleep(LOOK_MS, released);
    while (!existsSync(this.#wantedPath));
    yielding.cancel(new Cancelled('the foreground wants to run', 'yielding'));
  }

  async #acquireInForeground(signal: CancelSignal): Promise<RunLockResult> {
    const precedence = await takeFileLock(`${this.#path}.foreground`);
    if (precedence === undefined) return { kind: 'held-by-other' };
    let lock: HeldFileLock | undefined;
    try {
      lock = await this.#waitForBackground(signal);
    } finally {
      if (lock === undefined) precedence.release();
    }
    if (lock === undefined) return { kind: 'held-by-other' };
    const held = lock;
    const release = async (): Promise<void> => {
      held.release();
      precedence.release();
    };
    return { kind: 'acquired', lock: { yielding: new CancelSource(), release } };
  }

  async #waitForBackground(signal: CancelSignal): Promise<HeldFileLock | undefined> {
    try {
      for (let waitedMs = 0; ; waitedMs += PAUSE_MS) {
        const lock = await takeFileLock(this.#path);
        if (lock !== undefined || waitedMs >= PATIENCE_MS) return lock;
        this.#ask();
        await this.#clock.sleep(PAUSE_MS, signal);
      }
    } finally {
      rmSync(this.#wantedPath, { force: true });
    }
  }

  /** Again at each try, since whoever takes the lock in between clears it away. Where it cannot be asked, it is only waited for. */
  #ask(): void {
    try {
      writeFileSync(this.#wantedPath, '');
    } catch {
      // A full disk stops no run that is going on.
    }
  }
}
