import { createTimerClock } from '@keepsake/engine';

/** The computer's clock; its timers are looked up when they are needed. */
export const systemClock = createTimerClock({
  now: () => Date.now(),
  set: (onDue, delayMs) => setTimeout(onDue, delayMs),
  clear: (timer) => clearTimeout(timer),
});
