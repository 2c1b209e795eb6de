/** A new estimate is believed for the most part after so long. */
const SETTLING_MS = 4_000;
/** What is told goes up only where it is wrong by more than this, and by more than this share of it. */
const LEAST_ERROR_MS = 5_000;
const LEAST_ERROR_SHARE = 0.2;

interface Telling {
  readonly begunAtMs: number;
  readonly atMs: number;
  readonly toldMs: number;
  readonly believedMs: number;
}

/**
 * Tells of a time left what a person can watch: it counts down as time passes, goes down faster where things go better, and goes up only
 * where it was wrong. Estimates that waver by a few seconds would have it go to and fro, most of all near the end.
 */
export class CalmCountdown {
  #last: Telling | undefined;

  /** What is to be told now. An undefined estimate begins it anew. */
  tell(estimateMs: number | undefined, nowMs: number): number | undefined {
    this.#last = estimateMs === undefined ? undefined : this.#next(estimateMs, nowMs);
    return this.#last?.toldMs;
  }

  #next(estimateMs: number, nowMs: number): Telling {
    const last = this.#last;
    if (last === undefined || estimateMs === 0)
      return { begunAtMs: last?.begunAtMs ?? nowMs, atMs: nowMs, toldMs: estimateMs, believedMs: estimateMs };
    const passedMs = Math.max(0, nowMs - last.atMs);
    const awaitedMs = last.believedMs - passedMs;
    const believedMs = believe(estimateMs, awaitedMs, passedMs, nowMs - last.begunAtMs);
    const countedMs = Math.max(0, last.toldMs - passedMs);
    const isWrong = believedMs - countedMs > Math.max(LEAST_ERROR_MS, countedMs * LEAST_ERROR_SHARE);
    return {
      begunAtMs: last.begunAtMs,
      atMs: nowMs,
      believedMs,
      toldMs: isWrong ? believedMs : Math.max(0, Math.min(countedMs, believedMs)),
    };
  }
}

/**
 * What is believed after `passedMs` of estimates like this one. The first moments of a run, when it connects and compares, can tell of minutes where
 * there are seconds, and a short run would end before that is forgotten. So what proves too long comes down by a share of itself, and is held to for no
 * longer than there were estimates, nor than there is left.
 */
function believe(estimateMs: number, awaitedMs: number, passedMs: number, ageMs: number): number {
  if (estimateMs >= awaitedMs)
    return awaitedMs + (estimateMs - awaitedMs) * shareAfter(passedMs, SETTLING_MS);
  const settlingMs = Math.max(1, Math.min(SETTLING_MS, estimateMs, ageMs));
  return awaitedMs * (Math.max(0, estimateMs) / awaitedMs) ** shareAfter(passedMs, settlingMs);
}

function shareAfter(passedMs: number, settlingMs: number): number {
  return 1 - Math.exp(-passedMs / settlingMs);
}
