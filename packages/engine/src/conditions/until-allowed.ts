import { untilCancelled, type CancelSignal } from '../cancel.ts';
import type { LiveAllowance } from './live-allowance.ts';

/** Resolves when more may be sent than at the call: when something that is held back now is so no longer (N3). */
export async function untilAllowed(allowance: LiveAllowance, signal: CancelSignal): Promise<void> {
  const before = allowance.current();
  let unsubscribe = (): void => undefined;
  try {
    await untilCancelled(
      new Promise<void>((resolve) => {
        unsubscribe = allowance.subscribe(() => {
          const now = allowance.current();
          const isMore = (['image', 'video'] as const).some(
            (kind) => before[kind] !== undefined && now[kind] === undefined,
          );
          if (isMore) resolve();
        });
      }),
      signal,
    );
  } finally {
    unsubscribe();
  }
}
