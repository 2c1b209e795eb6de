import { open } from 'node:fs/promises';

interface Round {
  readonly running: Promise<void>;
  next: Promise<void> | undefined;
}

/**
 * Makes a directory's entries durable; callers of the same directory share the work.
 *
 * A sync covers only what happened before it began, so whoever comes while one runs waits for the next one. The system tells
 * once of entries that the disk did not take: whoever made one before a sync failed is told so, whose sync ever it was.
 */
export class DirectorySync {
  readonly #rounds = new Map<string, Round>();
  readonly #failures = new Map<string, { readonly count: number; readonly last: unknown }>();
  readonly #syncNow: (directory: string) => Promise<void>;

  constructor(now: (directory: string) => Promise<void> = syncNow) {
    this.#syncNow = now;
  }

  /** How often `directory` could not be synced so far: to be asked before an entry is made, and told to `sync` after it. */
  failuresOf(directory: string): number {
    return this.#failures.get(directory)?.count ?? 0;
  }

  /** Resolves when every entry made in `directory` before this call, and since it had so many failures, is durable. */
  async sync(directory: string, knownFailures = this.failuresOf(directory)): Promise<void> {
    await this.#join(directory);
    if (this.failuresOf(directory) !== knownFailures) throw this.#failures.get(directory)?.last;
  }

  #join(directory: string): Promise<void> {
    const round = this.#rounds.get(directory);
    if (round === undefined) return this.#start(directory);
    round.next ??= round.running.then(
      () => this.#start(directory),
      () => this.#start(directory),
    );
    return round.next;
  }

  #start(directory: string): Promise<void> {
    const round: Round = {
      running: this.#syncNow(directory)
        .catch((error: unknown) => {
          this.#failures.set(directory, { count: this.failuresOf(directory) + 1, last: error });
          throw error;
        })
        .finally(() => {
          if (round.next === undefined) this.#rounds.delete(directory);
        }),
      next: undefined,
    };
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
