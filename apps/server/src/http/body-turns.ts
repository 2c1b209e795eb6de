/**
 * Lets so many large bodies be read or sent at once, and of one user one. The others wait in the order in which they came,
 * users in turn: who sends many holds up only themselves.
 */
export class BodyTurns {
  readonly #atOnce: number;
  readonly #reading = new Set<string>();
  /** By user, whoever waits longest for a turn first. */
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /**
   * Resolves when this user's turn has come.
   *
   * @returns gives the turn back; may be repeated
   * @throws the signal's reason when it aborts before that
   */
  async take(userId: string, signal: AbortSignal): Promise<() => void> {
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
    let isMine = true;
    return () => {
      if (!isMine) return;
      isMine = false;
      this.#reading.delete(userId);
      this.#next();
    };
  }

  #next(): void {
    for (const [userId, queue] of this.#waiting) {
      if (this.#reading.size >= this.#atOnce) return;
      if (this.#reading.has(userId)) continue;
      this.#waiting.delete(userId);
      const [begin] = queue;
      if (begin === undefined) continue;
      queue.delete(begin);
      // Behind all others, which have waited longer now; the loop comes to it again and passes it by.
      if (queue.size > 0) this.#waiting.set(userId, queue);
      this.#reading.add(userId);
      begin();
    }
  }
}
