import { throwIfCancelled } from './cancel.ts';
import type { Clock } from './ports/clock.ts';

/** What a timer can wait at most; longer ones fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Time and timers as every platform with JavaScript has them; the engine itself knows none. */
export interface Timers<Timer> {
  now(): number;
  set(onDue: () => void, delayMs: number): Timer;
  clear(timer: Timer): void;
}

/** A clock over a platform's timers. While the system has frozen the process none fires; what is due fires when it goes on. */
export function createTimerClock<Timer>(timers: Timers<Timer>): Clock {
  return {
    now: () => timers.now(),

    async sleep(durationMs, signal) {
      throwIfCancelled(signal);
      for (let leftMs = durationMs; leftMs > 0; leftMs -= MAX_TIMER_MS) {
        await new Promise<void>((resolve) => {
          const finish = (): void => {
            timers.clear(timer);
            signal.removeEventListener('abort', finish);
            resolve();
          };
          const timer = timers.set(finish, Math.min(leftMs, MAX_TIMER_MS));
          signal.addEventListener('abort', finish);
        });
        throwIfCancelled(signal);
      }
    },
  };
}
