import type { CancelSignal } from '@keepsake/engine';

/** Waits for work, but no longer than until the signal: then its reason is thrown. */
export function untilStopped<Result>(work: Promise<Result>, signal: CancelSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      signal.removeEventListener('abort', stop);
      // The reason is whatever the canceller gave, and is passed on as it is.
      reject(signal.reason);
    };
    work.then(
      (result) => {
        signal.removeEventListener('abort', stop);
        resolve(result);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', stop);
        reject(error);
      },
    );
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
}
