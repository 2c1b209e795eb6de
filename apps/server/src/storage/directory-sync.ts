import { open } from 'node:fs/promises';

interface Round {
  readonly running: Promise<void>;
  next: Promise<void> | undefined;
}

/**
 * Makes a directory's entries durable; callers of the same directory share the work.
 *
 * A sync covers only what happened before it began, so whoever comes while one runs waits for the next one. Where that one
 * fails, so do they: it may have been their entries that the disk did not take, and the system tells of it once.
 */
export class DirectorySync {
  readonly #rounds = new Map<string, Round>();
  readonly #syncNow: (directory: string) => Promise<void>;

  constructor(now: (directory: string) => Promise<void> = syncNow) {
    this.#syncNow = now;
  }

  /** Resolves when every entry made in `directory` before this call is durable. */
  sync(directory: string): Promise<void> {
    const round = this.#rounds.get(directory);
    if (round === undefined) return this.#start(directory);
    round.next ??= round.running.then(() => this.#start(directory));
    return round.next;
  }

  #start(directory: string): Promise<void> {
    const running = this.#syncNow(directory).then(
      () => {
        if (round.next === undefined) this.#rounds.delete(directory);
      },
      (error: unknown) => {
        this.#rounds.delete(directory);
        throw error;
      },
    );
    const round: Round = { running, next: undefined };
    this.#rounds.set(directory, round);
    return round.running;
  }
}

async function syncNow(directory: string): Promise<void> {
  // Windows cannot open a directory for this, and does not need it.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
