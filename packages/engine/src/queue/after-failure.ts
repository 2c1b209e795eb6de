import type { BackupError } from '../errors/backup-error.ts';
import type { AssetRecord, Failure } from '../model/asset-record.ts';
import type { Random } from '../ports/random.ts';
import { backoffMs, MAX_ATTEMPTS } from './backoff.ts';

/** What follows from an error that one asset met (E1). */
export type AfterFailure =
  | { readonly kind: 'retry'; readonly failure: Failure; readonly nextAttemptAtMs: number }
  | { readonly kind: 'give-up'; readonly failure: Failure }
  /** The asset vanished. */
  | { readonly kind: 'skip' }
  /** The network is away; the attempt is not counted. */
  | { readonly kind: 'wait' }
  /** The run cannot go on; the attempt is not counted, the asset keeps its turn. */
  | { readonly kind: 'stop' };

/** Decides what an error means for the asset that met it. Pure. */
export function afterFailure(
  error: BackupError,
  settlement: AssetRecord['settlement'],
  nowMs: number,
  random: Random,
): AfterFailure {
  const earlier = settlement.kind === 'retrying' ? settlement.failure.attempts : 0;
  const failure = { code: error.code, detail: error.message, attempts: earlier + 1, atMs: nowMs };
  // The checksum was computed anew for this attempt: once more would not help (D8).
  const isMismatchAgain =
    error.code === 'checksum-mismatch' &&
    settlement.kind === 'retrying' &&
    settlement.failure.code === 'checksum-mismatch';
  switch (error.disposition) {
    case 'skip':
      return { kind: 'skip' };
    case 'wait':
      return { kind: 'wait' };
    case 'stop':
      return { kind: 'stop' };
    case 'fail':
      return { kind: 'give-up', failure };
    case 'retry':
      if (isMismatchAgain || failure.attempts >= MAX_ATTEMPTS) return { kind: 'give-up', failure };
      return {
        kind: 'retry',
        failure,
        nextAttemptAtMs: nowMs + backoffMs(failure.attempts, random, error.retryAfterMs),
      };
  }
}
