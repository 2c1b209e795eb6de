import { throwIfCancelled, type CancelSignal, type Clock } from '@keepsake/engine';
import { Sleepers, type Sleeper } from './sleepers.ts';

const NEVER_GIVEN: CancelSignal = {
  aborted: false,
  reason: undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

/**
 * The time of a simulated world, and its only event loop.
 *
 * All work in such a world is promises that nothing from outside settles. So whatever can go on has gone on when the
 * queue of microtasks is empty, and then one sleeper, the next, is woken: the same beginning has the same end.
 */
export class VirtualClock implements Clock {
  readonly #sleepers = new Sleepers();
  #order = 0;
  #elapsedMs = 0;
  #epochMs: number;

  constructor(nowMs: number) {
    this.#epochMs = nowMs;
  }

  /** What the device's clock shows; see `jump`. */
  now(): number {
    return this.#epochMs + this.#elapsedMs;
  }

  /** Time that passed since the beginning, whatever the device's clock shows. */
  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  /** Sets the device's clock forwards or back. A wait is a wait: sleepers notice nothing. */
  jump(byMs: number): void {
    this.#epochMs += byMs;
  }

  sleep(durationMs: number, signal: CancelSignal = NEVER_GIVEN): Promise<void> {
    return new Promise((resolve, reject) => {
      throwIfCancelled(signal);
      if (durationMs <= 0) {
        resolve();
        return;
      }
      const onAbort = (): void => {
        sleeper.isAsleep = false;
        signal.removeEventListener('abort', onAbort);
        reject(signal.reason);
      };
      const sleeper = this.#addSleeper(this.#elapsedMs + durationMs, () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      });
      signal.addEventListener('abort', onAbort);
    });
  }

  /** Calls back at a moment, in the event loop; until the returned function is called. */
  callAfter(durationMs: number, onTime: () => void): () => void {
    const sleeper = this.#addSleeper(this.#elapsedMs + durationMs, onTime);
    return () => {
      sleeper.isAsleep = false;
    };
  }

  /** Lets time pass. Sleepers wake one by one, each when all that the one before set off has come to rest. */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.#elapsedMs + durationMs;
    await untilQuiet();
    for (;;) {
      const next = this.#sleepers.first();
      if (next === undefined || next.atMs > untilMs) break;
      await this.#wake(next);
    }
    this.#elapsedMs = untilMs;
  }

  /** Lets time pass until something has settled, at most for so long; answers whether it has. */
  async advanceUntil(work: Promise<unknown>, longestMs: number): Promise<boolean> {
    let isSettled = false as boolean;
    const settle = (): void => {
      isSettled = true;
    };
    work.then(settle, settle);
    const untilMs = this.#elapsedMs + longestMs;
    await untilQuiet();
    while (!isSettled) {
      const next = this.#sleepers.first();
      if (next === undefined || next.atMs > untilMs) {
        this.#elapsedMs = untilMs;
        break;
      }
      await this.#wake(next);
    }
    return isSettled;
  }

  async #wake(sleeper: Sleeper): Promise<void> {
    this.#elapsedMs = Math.max(this.#elapsedMs, sleeper.atMs);
    sleeper.isAsleep = false;
    sleeper.wake();
    await untilQuiet();
  }

  #addSleeper(atMs: number, wake: () => void): Sleeper {
    this.#order += 1;
    const sleeper: Sleeper = { atMs, order: this.#order, isAsleep: true, wake };
    this.#sleepers.add(sleeper);
    return sleeper;
  }
}

/**
 * Resolves when no microtask is left. Node takes up a tick only after it has emptied the queue of microtasks, those
 * that came while it did so included; nothing here ever waits for a timer, a file or a socket.
 */
const untilQuiet = (): Promise<void> =>
  new Promise((resolve) => {
    process.nextTick(resolve);
  });
