import { throwIfCancelled, type Clock } from '@keepsake/engine';

/** What a timer can wait at most; longer ones fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Time as a phone or a browser tells it. While the system has frozen the process no timer fires; what is due fires when it goes on. */
export const phoneClock: Clock = {
  now: () => Date.now(),

  async sleep(durationMs, signal) {
    throwIfCancelled(signal);
    for (let leftMs = durationMs; leftMs > 0; leftMs -= MAX_TIMER_MS) {
      await new Promise<void>((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', finish);
          resolve();
        };
        const timer = setTimeout(finish, Math.min(leftMs, MAX_TIMER_MS));
        signal.addEventListener('abort', finish);
      });
      throwIfCancelled(signal);
    }
  },
};
