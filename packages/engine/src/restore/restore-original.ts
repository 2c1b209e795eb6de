import type { CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { RemoteFile, RemoteOriginal } from '../ports/remote-originals.ts';
import type { Kept, RestorePlace } from '../ports/restore-target.ts';
import { chooseCandidate, isThere, type PartState } from './choose-candidate.ts';
import { concernsOneFile } from './concerns-one-file.ts';
import { failureReasonOf, type FailureReason } from './failure-reason.ts';
import { candidatesIn, turnOf, type PlacedParts } from './plan-places.ts';
import { receiveFile, type ReceiveDeps } from './receive-file.ts';
import type { Turns } from './turns.ts';

export interface RestoreOriginalDeps extends ReceiveDeps {
  readonly turns: Turns;
  readonly onReceived: (bytes: number) => void;
  /** Told of each file that was written, also when a later one fails: it was received, or put into another folder as well. */
  readonly onKept: (how: 'received' | 'repeated') => void;
}

/** What became of one original. */
export type Restored =
  | {
      readonly kind: 'restored';
      /** False: all of it was there already. */
      readonly isNew: boolean;
      /** Why its motion part could not be brought home with it. */
      readonly motionFailure: FailureReason | undefined;
    }
  /** In one of its folders every name for it is taken by something else. */
  | { readonly kind: 'no-name' };

/** Bytes that are not what was sent may be a bad moment of the network's; twice the same is not. */
const MAX_RECEIVED_WRONG = 2;
/** Nobody but this restore should write there; whoever does nevertheless is not waited for. */
const MAX_TRIES = 5;

/** `taken`: a name was taken meanwhile, and it is to be looked for anew. */
type Filling = 'filled' | 'taken' | 'no-name';

/**
 * Brings one original home, into each of its folders. What is there already stays, what is missing is added; bytes are
 * received once and repeated in further folders. A motion part that fails does not keep its still away.
 *
 * Errors: those of reading and of the target.
 */
export async function restoreOriginal(
  deps: RestoreOriginalDeps,
  original: RemoteOriginal,
  folders: readonly (readonly string[])[],
  signal: CancelSignal,
): Promise<Restored> {
  const { turns } = deps;
  let isNew = false;
  /** Where a file is, once it is somewhere. */
  const known = new Map<RemoteFile, RestorePlace>();
  let motionError: BackupError | undefined;
  for (const folder of folders) {
    const isFilled = await turns.take(turnOf(folder, original), async () => {
      let filling: Filling = 'taken';
      for (let tries = 0; filling === 'taken' && tries < MAX_TRIES; tries += 1) {
        filling = await fillFolder(folder);
      }
      return filling === 'filled';
    });
    if (!isFilled) return { kind: 'no-name' };
  }
  // What was deleted alone is nothing that a restore could bring.
  const motionFailure =
    motionError === undefined || motionError.code === 'asset-gone' ? undefined : failureReasonOf(motionError);
  return { kind: 'restored', isNew, motionFailure };

  async function fillFolder(folder: readonly string[]): Promise<Filling> {
    const candidates = candidatesIn(folder, original);
    const states = await lookAt(deps, candidates, signal);
    const chosen = chooseCandidate(states);
    const parts = chosen === undefined ? undefined : candidates[chosen];
    const partStates = chosen === undefined ? undefined : states[chosen];
    if (parts === undefined || partStates === undefined) return 'no-name';
    for (const [index, { file, place }] of parts.entries()) {
      const state = partStates[index];
      if (state === undefined || !isThere(state)) {
        const isMotion = file !== original;
        if (isMotion && motionError !== undefined) continue;
        const end = await put(file, place).catch((error: unknown) => {
          if (isMotion) return noteMotionError(error);
          throw error;
        });
        if (end === 'failed') continue;
        if (end === 'taken') return 'taken';
      }
      known.set(file, place);
    }
    return 'filled';
  }

  async function put(file: RemoteFile, place: RestorePlace): Promise<Kept> {
    const from = known.get(file);
    const kept =
      from === undefined
        ? await receiveTo(deps, file, place, signal)
        : await deps.target.repeat(from, place, file, signal);
    if (kept === 'kept') {
      isNew = true;
      deps.onKept(from === undefined ? 'received' : 'repeated');
    }
    return kept;
  }

  async function noteMotionError(error: unknown): Promise<'failed'> {
    if (!(error instanceof BackupError) || !(await concernsOneFile(deps.connection, error, signal)))
      throw error;
    motionError = error;
    return 'failed';
  }
}

function lookAt(
  { target }: ReceiveDeps,
  candidates: readonly PlacedParts[],
  signal: CancelSignal,
): Promise<readonly (readonly PartState[])[]> {
  return Promise.all(
    candidates.map((parts) =>
      Promise.all(
        parts.map(async ({ file: { checksum }, place }) => ({
          checksum,
          state: await target.look(place, signal),
        })),
      ),
    ),
  );
}

async function receiveTo(
  deps: RestoreOriginalDeps,
  file: RemoteFile,
  place: RestorePlace,
  signal: CancelSignal,
): Promise<Kept> {
  for (let wrongCount = 0; ;) {
    const pending = await receiveFile(deps, file, deps.onReceived, signal);
    try {
      return await pending.keep(place, file);
    } catch (error) {
      wrongCount += 1;
      const isWrong = error instanceof BackupError && error.code === 'checksum-mismatch';
      if (!isWrong || wrongCount >= MAX_RECEIVED_WRONG) throw error;
    } finally {
      await pending.discard();
    }
  }
}
