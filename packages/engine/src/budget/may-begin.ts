/** A chunk has to arrive, or nothing was won by beginning. */
const LEAST_TIME_MS = 5_000;
/** Assumed until something was sent: a mobile network that is not the best. With less, no photo of 5 MB would ever begin in a short run. */
const CAUTIOUS_BYTES_PER_MS = 768;
const MARGIN = 1.5;

export interface TimeLeft {
  /** Infinity: nobody counts. */
  readonly remainingMs: number;
  /** Of this run's transfers; undefined: nothing was sent yet. */
  readonly bytesPerMs: number | undefined;
}

/**
 * Whether a transfer that begins now can make progress before the run's time is used up (B4): a whole file must arrive whole,
 * of one that goes on where it broke off a chunk is enough, and one that the platform sends on by itself only has to be handed over. Pure.
 */
export function mayBegin(
  transfer: {
    readonly sizeBytes: number;
    readonly chunkBytes: number | undefined;
    readonly sendsOn: boolean;
  },
  { remainingMs, bytesPerMs }: TimeLeft,
): boolean {
  if (remainingMs === Infinity) return true;
  if (remainingMs < LEAST_TIME_MS) return false;
  if (transfer.sendsOn) return true;
  const neededBytes = Math.min(transfer.sizeBytes, transfer.chunkBytes ?? transfer.sizeBytes);
  return (neededBytes / (bytesPerMs ?? CAUTIOUS_BYTES_PER_MS)) * MARGIN <= remainingMs;
}
