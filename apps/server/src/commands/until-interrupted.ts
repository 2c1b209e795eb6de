import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs work that stops cleanly when the person at the terminal, or the system, wants it to. A second signal does not wait.
 *
 * @returns undefined when it was interrupted
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
    forget();
  };
  const forget = (): void => {
    for (const name of SIGNALS) process.off(name, stop);
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    return await work(stopping.signal);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    return undefined;
  } finally {
    forget();
  }
}

/** What shells expect of a program that was stopped with Ctrl-C. */
export const INTERRUPTED_EXIT_CODE = 128 + constants.signals.SIGINT;
