/** A new estimate is believed for the most part after so long. */
const SETTLING_MS = 4_000;
/** What is told goes up only where it is wrong by more than this, and by more than this share of it. */
const LEAST_ERROR_MS = 5_000;
const LEAST_ERROR_SHARE = 0.2;

/**
 * Tells of a time left what a person can watch: it counts down as time passes, goes down faster where things go better, and goes up only
 * where it was wrong. Estimates that waver by a few seconds would have it go to and fro, most of all near the end.
 */
export class CalmCountdown {
  #last: { readonly atMs: number; readonly toldMs: number; readonly believedMs: number } | undefined;

  /** What is to be told now. An undefined estimate begins it anew. */
  tell(estimateMs: number | undefined, nowMs: number): number | undefined {
    this.#last = estimateMs === undefined ? undefined : this.#next(estimateMs, nowMs);
    return this.#last?.toldMs;
  }

  #next(estimateMs: number, nowMs: number): { atMs: number; toldMs: number; believedMs: number } {
    const last = this.#last;
    if (last === undefined || estimateMs === 0)
      return { atMs: nowMs, toldMs: estimateMs, believedMs: estimateMs };
    const passedMs = Math.max(0, nowMs - last.atMs);
    const awaitedMs = last.believedMs - passedMs;
    const believedMs = awaitedMs + (estimateMs - awaitedMs) * (1 - Math.exp(-passedMs / SETTLING_MS));
    const countedMs = Math.max(0, last.toldMs - passedMs);
    const isWrong = believedMs - countedMs > Math.max(LEAST_ERROR_MS, countedMs * LEAST_ERROR_SHARE);
    return {
      atMs: nowMs,
      believedMs,
      toldMs: isWrong ? believedMs : Math.max(0, Math.min(countedMs, believedMs)),
    };
  }
}
