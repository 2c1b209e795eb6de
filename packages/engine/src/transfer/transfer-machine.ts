import { BackupError } from '../errors/backup-error.ts';
import type { UploadId } from '../model/ids.ts';
import type { UploadOutcome } from '../ports/remote.ts';
import type { UploadState } from '../ports/resumable-uploads.ts';

/** Where the resumable upload of one file is (U4). */
export type TransferState =
  | { readonly kind: 'announcing'; readonly patience: number }
  | { readonly kind: 'looking'; readonly upload: UploadId; readonly patience: number }
  | {
      readonly kind: 'sending';
      readonly upload: UploadId;
      readonly offset: number;
      readonly patience: number;
    }
  | { readonly kind: 'kept'; readonly outcome: UploadOutcome }
  /** For this turn. What was noted stays noted: the next turn goes on from there. */
  | { readonly kind: 'broken-off'; readonly error: BackupError };

export type TransferEvent =
  /** What the server answered to whatever was asked last. */
  | { readonly kind: 'answered'; readonly state: UploadState }
  | { readonly kind: 'failed'; readonly error: BackupError };

export type TransferEffect =
  | { readonly kind: 'announce' }
  | { readonly kind: 'look'; readonly upload: UploadId }
  | {
      readonly kind: 'append';
      readonly upload: UploadId;
      readonly offset: number;
      readonly sizeBytes: number;
      readonly isLast: boolean;
    }
  /** Written down before a byte is sent: a killed process finds it again. */
  | { readonly kind: 'note'; readonly upload: UploadId; readonly offset: number }
  | { readonly kind: 'forget'; readonly upload: UploadId };

export interface TransferStep {
  readonly state: TransferState;
  /** To be done in this order; the answer to the last is the next event. None: the transfer is at its end. */
  readonly effects: readonly TransferEffect[];
}

/** What does not change while a file is sent. */
export interface TransferPlan {
  readonly sizeBytes: number;
  /** The most that one request carries. */
  readonly chunkBytes: number;
}

/** How often a server may lose an upload, or take nothing of a chunk, before it is believed to be broken. */
const PATIENCE = 5;

/** Begins, or goes on with an upload that was noted. Pure. */
export function startTransfer(noted: UploadId | undefined): TransferStep {
  return noted === undefined ? announce(PATIENCE) : look(noted, PATIENCE);
}

/** What follows from what happened. Pure; every answer brings the transfer nearer to its end or costs some of its patience. */
export function transitionTransfer(
  state: TransferState,
  event: TransferEvent,
  plan: TransferPlan,
): TransferStep {
  if (state.kind === 'kept' || state.kind === 'broken-off') return { state, effects: [] };
  if (event.kind === 'failed') return breakOff(state, event.error);
  const answer = event.state;
  switch (answer.kind) {
    case 'kept':
      return { state: { kind: 'kept', outcome: answer.outcome }, effects: forgetOf(state) };
    case 'unknown':
      return costly(state, (patience) => {
        const { state: next, effects } = announce(patience);
        return { state: next, effects: [...forgetOf(state), ...effects] };
      });
    case 'open': {
      const isNews = state.kind !== 'sending' || answer.offset > state.offset;
      const next = (patience: number): TransferStep => sendNext(answer.upload, answer.offset, patience, plan);
      return isNews ? next(state.patience) : costly(state, next);
    }
  }
}

type LiveState = Exclude<TransferState, { kind: 'kept' | 'broken-off' }>;

function announce(patience: number): TransferStep {
  return { state: { kind: 'announcing', patience }, effects: [{ kind: 'announce' }] };
}

function look(upload: UploadId, patience: number): TransferStep {
  return { state: { kind: 'looking', upload, patience }, effects: [{ kind: 'look', upload }] };
}

function sendNext(
  upload: UploadId,
  offset: number,
  patience: number,
  { sizeBytes, chunkBytes }: TransferPlan,
): TransferStep {
  if (offset > sizeBytes) {
    const error = new BackupError('bad-answer', 'the server keeps more of the file than there is');
    return { state: { kind: 'broken-off', error }, effects: [{ kind: 'forget', upload }] };
  }
  const left = sizeBytes - offset;
  const size = Math.min(left, chunkBytes);
  return {
    state: { kind: 'sending', upload, offset, patience },
    effects: [
      { kind: 'note', upload, offset },
      { kind: 'append', upload, offset, sizeBytes: size, isLast: size === left },
    ],
  };
}

/**
 * An upload whose bytes turned out wrong, or that was refused for good, is of no use to the next turn. A file that the device
 * could not read says nothing of it.
 */
function breakOff(state: LiveState, error: BackupError): TransferStep {
  const isRefused = error.disposition === 'fail' && error.code !== 'file-unreadable';
  const isUseless = isRefused || error.code === 'checksum-mismatch';
  return { state: { kind: 'broken-off', error }, effects: isUseless ? forgetOf(state) : [] };
}

function costly(state: LiveState, next: (patience: number) => TransferStep): TransferStep {
  if (state.patience > 0) return next(state.patience - 1);
  const error = new BackupError('bad-answer', 'the server does not get ahead with the upload');
  return { state: { kind: 'broken-off', error }, effects: forgetOf(state) };
}

function forgetOf(state: LiveState): readonly TransferEffect[] {
  return state.kind === 'announcing' ? [] : [{ kind: 'forget', upload: state.upload }];
}
