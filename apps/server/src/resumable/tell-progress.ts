import type { PartialWriter } from '../storage/partial-blobs.ts';

/** A client that listens is told how far its upload is safe, at most so often. */
const TELL_EVERY_MS = 1000;

/**
 * Makes durable now and then what is being written, and tells how many bytes that is, whenever it has become more.
 *
 * @param tell undefined: nobody wants to know
 * @returns what ends it; resolves when nothing is told any more, rejects with NotDurable when bytes could not be made durable
 */
export function tellProgress(
  writer: PartialWriter,
  tell: ((bytes: number) => void) | undefined,
): { stop(): Promise<void> } {
  if (tell === undefined) return { stop: () => Promise.resolve() };
  let toldBytes = 0;
  let running: Promise<void> | undefined;
  let failure: Error | undefined;
  const tellMore = async (): Promise<void> => {
    try {
      const bytes = await writer.sync();
      if (bytes > toldBytes) tell(bytes);
      toldBytes = bytes;
    } catch (error) {
      // No later sync would tell of it again.
      failure ??= error as Error;
      writer.writable.destroy(failure);
    }
  };
  const timer = setInterval(() => {
    running ??= tellMore().finally(() => (running = undefined));
  }, TELL_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
      if (failure !== undefined) throw failure;
    },
  };
}
