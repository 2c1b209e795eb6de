/** Reads something costly at most once in so many milliseconds, whoever asks; a failure is not remembered. */
export function remembered<T>(forMs: number, now: () => Date, read: () => Promise<T>): () => Promise<T> {
  let last: { readonly value: Promise<T>; readonly at: number } | undefined;
  return () => {
    const at = now().getTime();
    // A clock that was set back must not make it last for ever.
    if (last !== undefined && Math.abs(at - last.at) < forMs) return last.value;
    const value = read();
    last = { value, at };
    value.catch(() => (last = undefined));
    return value;
  };
}
