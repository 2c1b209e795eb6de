import { createTimerClock } from '@keepsake/engine';

/** Time as a phone or a browser tells it; its timers are looked up when they are needed. */
export const phoneClock = createTimerClock({
  now: () => Date.now(),
  set: (onDue, delayMs) => setTimeout(onDue, delayMs),
  clear: (timer) => clearTimeout(timer),
});
