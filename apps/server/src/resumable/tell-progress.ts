import type { PartialWriter } from '../storage/partial-blobs.ts';

/** A client that listens is told how far its upload is safe, at most so often. */
const TELL_EVERY_MS = 1000;

/**
 * Makes durable now and then what is being written, and tells how many bytes that is, whenever it has become more.
 *
 * @param tell undefined: nobody wants to know
 * @returns what ends it; resolves when nothing is told any more
 */
export function tellProgress(
  writer: PartialWriter,
  tell: ((bytes: number) => void) | undefined,
): { stop(): Promise<void> } {
  if (tell === undefined) return { stop: () => Promise.resolve() };
  let toldBytes = 0;
  let running: Promise<void> | undefined;
  const tellMore = async (): Promise<void> => {
    const bytes = await writer.sync();
    if (bytes > toldBytes) tell(bytes);
    toldBytes = bytes;
  };
  const timer = setInterval(() => {
    // A disk that fails fails the writing itself.
    running ??= tellMore()
      .catch(() => undefined)
      .finally(() => (running = undefined));
  }, TELL_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
