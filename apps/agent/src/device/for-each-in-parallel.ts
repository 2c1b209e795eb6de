import { throwIfCancelled, type CancelSignal } from '@keepsake/engine';

/**
 * Does the work for every item, at most `limit` at once, in no particular order.
 *
 * The first failure, or the signal, stops what has not begun, and is thrown when everything that had begun is over.
 */
export async function forEachInParallel<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
  signal: CancelSignal,
): Promise<void> {
  const rest = items.values();
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    for (const item of rest) {
      if (hasFailed) return;
      try {
        throwIfCancelled(signal);
        await work(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  for (const outcome of await Promise.allSettled(Array.from({ length: limit }, worker))) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
}
