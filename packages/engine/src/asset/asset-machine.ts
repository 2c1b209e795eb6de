import type { Disposition, ErrorCode } from '../errors/backup-error.ts';
import type { BackedUp, Failure, Settlement } from '../model/asset-record.ts';
import { backoffMs, MAX_ATTEMPTS } from './backoff.ts';

/** What happens to an asset, as far as its settlement is concerned. */
export type AssetEvent =
  /** The server confirmed these very bytes. */
  | { readonly kind: 'confirmed'; readonly as: BackedUp }
  /** Its turn ended with an error (E1). `chance` is from 0 to 1, for the jitter. */
  | {
      readonly kind: 'turn-failed';
      readonly error: AssetError;
      readonly atMs: number;
      readonly chance: number;
    }
  /** The library shows it, as the version that is known or as another one. */
  | { readonly kind: 'seen'; readonly isNewVersion: boolean }
  | { readonly kind: 'retry-wanted' }
  /** The server does not have it any more (D10). */
  | { readonly kind: 'missed-on-server'; readonly atMs: number }
  | { readonly kind: 'upload-again-wanted' }
  /** What the server keeps is not what was sent (V1). */
  | { readonly kind: 'found-damaged' };

interface AssetError {
  readonly code: ErrorCode;
  readonly disposition: Disposition;
  readonly detail: string;
  readonly retryAfterMs: number | undefined;
}

/** What follows for the run, beside what is written down. */
export type AssetEffect =
  /** Its checksum is computed anew at its next turn (D8). */
  | { readonly kind: 'discard-hash' }
  /** The network is away; the attempt is not counted (E1). */
  | { readonly kind: 'wait-for-network' }
  /** It has its turn again when nothing else is left; the attempt is not counted (E1). */
  | { readonly kind: 'put-off' }
  | { readonly kind: 'stop-run' }
  /** The run has nothing left to do for it. */
  | { readonly kind: 'settle' };

export interface AssetStep {
  readonly state: Settlement;
  readonly effects: readonly AssetEffect[];
}

const PENDING: Settlement = { kind: 'pending' };

/** What becomes of an asset's settlement. Pure. What an event does not concern stays as it is. */
export function transitionAsset(state: Settlement, event: AssetEvent): AssetStep {
  switch (event.kind) {
    case 'confirmed':
      return { state: event.as, effects: [{ kind: 'settle' }] };
    case 'turn-failed':
      return isOpen(state) ? afterFailure(state, event) : settledAs(state);
    case 'seen':
      return event.isNewVersion || state.kind === 'gone' ? settledAs(PENDING) : settledAs(state);
    case 'retry-wanted':
      return state.kind === 'failed' ? settledAs(PENDING) : settledAs(state);
    case 'missed-on-server':
      return state.kind === 'gone'
        ? settledAs(state)
        : { state: { kind: 'deleted-on-server', atMs: event.atMs }, effects: [{ kind: 'settle' }] };
    case 'upload-again-wanted':
      return state.kind === 'deleted-on-server' ? settledAs(PENDING) : settledAs(state);
    case 'found-damaged':
      return state.kind === 'backed-up' ? settledAs(PENDING) : settledAs(state);
  }
}

type OpenSettlement = Extract<Settlement, { kind: 'pending' | 'retrying' | 'failed' }>;

function isOpen(state: Settlement): state is OpenSettlement {
  return state.kind === 'pending' || state.kind === 'retrying' || state.kind === 'failed';
}

function afterFailure(
  state: OpenSettlement,
  { error, atMs, chance }: AssetEvent & { kind: 'turn-failed' },
): AssetStep {
  const earlier = state.kind === 'retrying' ? state.failure : undefined;
  const failure: Failure = {
    code: error.code,
    detail: error.detail,
    attempts: (earlier?.attempts ?? 0) + 1,
    atMs,
  };
  const discard: readonly AssetEffect[] =
    error.code === 'checksum-mismatch' ? [{ kind: 'discard-hash' }] : [];
  const fail = (): AssetStep => ({
    state: { kind: 'failed', failure },
    effects: [...discard, { kind: 'settle' }],
  });
  switch (error.disposition) {
    case 'skip':
      return { state: { kind: 'gone', atMs }, effects: [{ kind: 'settle' }] };
    case 'wait':
      return { state, effects: [{ kind: 'wait-for-network' }] };
    case 'put-off':
      // What is waiting for a retry anyhow waits for room from now on.
      return {
        state:
          state.kind === 'retrying'
            ? { ...state, failure: { ...failure, attempts: state.failure.attempts }, nextAttemptAtMs: atMs }
            : state,
        effects: [{ kind: 'put-off' }],
      };
    case 'stop':
      return { state, effects: [{ kind: 'stop-run' }] };
    case 'fail':
      return fail();
    case 'retry': {
      // The checksum was computed anew for this attempt: once more would not help (D8).
      const isMismatchAgain = error.code === 'checksum-mismatch' && earlier?.code === 'checksum-mismatch';
      if (isMismatchAgain || failure.attempts >= MAX_ATTEMPTS) return fail();
      const nextAttemptAtMs = atMs + backoffMs(failure.attempts, chance, error.retryAfterMs);
      return { state: { kind: 'retrying', failure, nextAttemptAtMs }, effects: discard };
    }
  }
}

const settledAs = (state: Settlement): AssetStep => ({ state, effects: [] });
