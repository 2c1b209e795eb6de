const BASE_MS = 1_000;
const CAP_MS = 5 * 60_000;

/** Attempts before an asset has failed, or a question to the server is given up (E2). */
export const MAX_ATTEMPTS = 5;

/**
 * How long to wait after the n-th failed attempt: exponential with full jitter, base 1 s, factor 2, cap 5 min (E2),
 * and never shorter than the server asked for. `chance` is from 0 to 1.
 */
export function backoffMs(attempts: number, chance: number, retryAfterMs: number | undefined): number {
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** (attempts - 1));
  return Math.max(Math.ceil(chance * ceiling), retryAfterMs ?? 0);
}
