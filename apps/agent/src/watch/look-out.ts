import type { CancelSignal, Clock } from '@keepsake/engine';

/** Often enough that a person who signs in or plugs in a disk sees it go on, and rare enough to cost nothing. */
const LOOK_MS = 2_000;
/** So much more or less time than was slept is a computer that slept, or a clock that was set. */
const JUMP_MS = 60_000;

export interface LookOutDeps {
  readonly clock: Clock;
  /** Whether something is different from the last time that it was asked. Never fails. */
  readonly hasChanged: () => Promise<boolean>;
  /** When a look is due, ms since the epoch; Infinity: not before something changes. */
  readonly dueAtMs: () => number;
  readonly onReason: () => void;
}

/**
 * Looks out for reasons to look through a library though no file was seen to change: something outside of it is
 * different, it is due, or the computer was asleep. Until it is told to stop, whose reason it throws.
 */
export async function lookOut(
  { clock, hasChanged, dueAtMs, onReason }: LookOutDeps,
  signal: CancelSignal,
): Promise<never> {
  for (;;) {
    const beforeMs = clock.now();
    await clock.sleep(LOOK_MS, signal);
    const nowMs = clock.now();
    const hasJumped = Math.abs(nowMs - beforeMs - LOOK_MS) > JUMP_MS;
    // Asked in any case, so that the next time knows.
    const isDifferent = await hasChanged();
    if (signal.aborted) continue;
    if (isDifferent || hasJumped || nowMs >= dueAtMs()) onReason();
  }
}
