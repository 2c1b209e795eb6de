/** Lets at most so many tasks run at once. */
export type Gate = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * Lets at most `width` tasks run at once; the others wait in the order they came.
 *
 * @param limit what happens to a task that comes while `mostWaiting` others wait: it is refused with this error
 */
export function createGate(
  width: number,
  limit: { readonly mostWaiting: number; readonly refuse: () => Error },
): Gate {
  const waiting: (() => void)[] = [];
  let free = width;
  return async (task) => {
    if (free > 0) free -= 1;
    else if (waiting.length >= limit.mostWaiting) throw limit.refuse();
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
