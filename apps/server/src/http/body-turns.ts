/** A large body's turn. Both may be repeated. */
export interface BodyTurn {
  /** Lets another user's body be read: what is left to do may take long. This user's next one waits until the end. */
  letOthersIn(): void;
  /** Ends it. */
  giveBack(): void;
}

/**
 * Lets so many large bodies be read or sent at once, and of one user one. The others wait in the order in which they came,
 * users in turn: who sends many holds up only themselves.
 */
export class BodyTurns {
  readonly #atOnce: number;
  /** Users whose bodies count against what may be read at once. */
  readonly #reading = new Set<string>();
  /** These, and users whose request is not answered yet. */
  readonly #busy = new Set<string>();
  /** By user, whoever waits longest for a turn first. */
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /**
   * Resolves when this user's turn has come.
   *
   * @throws the signal's reason when it aborts before that
   */
  async take(userId: string, signal: AbortSignal): Promise<BodyTurn> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const queue = this.#waiting.get(userId) ?? new Set();
      this.#waiting.set(userId, queue);
      const giveUp = (): void => {
        queue.delete(begin);
        reject(signal.reason as Error);
      };
      const begin = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      signal.addEventListener('abort', giveUp, { once: true });
      queue.add(begin);
      this.#next();
    });
    let isReading = true;
    let isMine = true;
    const letOthersIn = (): void => {
      if (!isReading) return;
      isReading = false;
      this.#reading.delete(userId);
      this.#next();
    };
    const giveBack = (): void => {
      letOthersIn();
      if (!isMine) return;
      isMine = false;
      this.#busy.delete(userId);
      this.#next();
    };
    return { letOthersIn, giveBack };
  }

  #next(): void {
    for (const [userId, queue] of this.#waiting) {
      if (this.#reading.size >= this.#atOnce) return;
      if (this.#busy.has(userId)) continue;
      this.#waiting.delete(userId);
      const [begin] = queue;
      if (begin === undefined) continue;
      queue.delete(begin);
      // Behind all others, which have waited longer now; the loop comes to it again and passes it by.
      if (queue.size > 0) this.#waiting.set(userId, queue);
      this.#reading.add(userId);
      this.#busy.add(userId);
      begin();
    }
  }
}
