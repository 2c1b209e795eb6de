import { untilCancelled, type CancelSignal } from '../cancel.ts';
import type { Allowance } from './allowance.ts';
import type { LiveAllowance } from './live-allowance.ts';

/** Resolves when something may be sent that could not before (N3): at once, when that is so already. */
export async function untilAllowed(
  before: Allowance,
  allowance: LiveAllowance,
  signal: CancelSignal,
): Promise<void> {
  let unsubscribe = (): void => undefined;
  try {
    await untilCancelled(
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (isMore(before, allowance.current())) resolve();
        };
        unsubscribe = allowance.subscribe(look);
        look();
      }),
      signal,
    );
  } finally {
    unsubscribe();
  }
}

function isMore(before: Allowance, now: Allowance): boolean {
  return (
    (before.image !== undefined && now.image === undefined) ||
    (before.video !== undefined && now.video === undefined)
  );
}
