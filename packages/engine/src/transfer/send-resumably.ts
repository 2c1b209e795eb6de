import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { Checksum, UploadId } from '../model/ids.ts';
import type { TransferRecord } from '../model/transfer-record.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { NativeBytes } from '../ports/native-bytes.ts';
import type { IsMeteredAllowed, UploadOutcome } from '../ports/remote.ts';
import type { ResumableUploads, UploadAnnouncement, UploadState } from '../ports/resumable-uploads.ts';
import { chunkOf } from './chunk-of.ts';
import {
  startTransfer,
  transitionTransfer,
  type TransferEffect,
  type TransferEvent,
  type TransferPlan,
} from './transfer-machine.ts';

export interface ResumableFile {
  readonly announcement: UploadAnnouncement;
  /** The most that the next request is to carry. */
  readonly chunkBytes: () => number;
  /** What the ledger remembers of it from an earlier turn. */
  readonly noted: UploadId | undefined;
  /** Whom the ledger's note is about. */
  readonly subject: Pick<TransferRecord, 'assetId' | 'version' | 'part'> & { readonly checksum: Checksum };
  read(fromByte: number): AsyncIterable<Uint8Array>;
  readonly native: Pick<NativeBytes, 'locate'> | undefined;
  readonly isMeteredAllowed: IsMeteredAllowed;
  onBytesSent(bytesSent: number): void;
  /** Once, before the first byte is sent: so much the server had already, 0 most of the time. */
  onResumed(bytesKept: number): void;
  /** The server keeps these by now, whatever happens. */
  onBytesKept(bytesKept: number): void;
}

/**
 * Sends one file in chunks, going on where an earlier turn broke off (U4): performs what the transfer's machine decides. The
 * ledger knows of the upload before a byte of it is sent, and of each offset that the server told.
 *
 * Throws what broke the transfer off.
 */
export async function sendResumably(
  { resumable, ledger }: { readonly resumable: ResumableUploads; readonly ledger: Ledger },
  file: ResumableFile,
  signal: CancelSignal,
): Promise<UploadOutcome> {
  const { sizeBytes } = file.announcement;
  let isBegun = false;
  let step = startTransfer(file.noted);
  for (;;) {
    const event = await performAll(step.effects);
    const { state } = step;
    if (state.kind === 'kept') {
      if (!isBegun) file.onResumed(sizeBytes);
      return state.outcome;
    }
    if (state.kind === 'broken-off') throw state.error;
    if (event === undefined) throw new TypeError('a transfer that is not at its end asks for nothing');
    const plan: TransferPlan = { sizeBytes, chunkBytes: file.chunkBytes() };
    step = transitionTransfer(state, event, plan);
  }

  async function performAll(effects: readonly TransferEffect[]): Promise<TransferEvent | undefined> {
    let event: TransferEvent | undefined;
    for (const effect of effects) {
      throwIfCancelled(signal);
      event = await perform(effect);
    }
    return event;
  }

  async function perform(effect: TransferEffect): Promise<TransferEvent | undefined> {
    switch (effect.kind) {
      case 'announce':
        return asking(() => resumable.create(file.announcement, signal));
      case 'look':
        return asking(() => resumable.look(effect.upload, signal));
      case 'append':
        return asking(() =>
          resumable.append(
            {
              upload: effect.upload,
              offset: effect.offset,
              sizeBytes: effect.sizeBytes,
              isLast: effect.isLast,
              read: () => chunkOf(file.read(effect.offset), effect.sizeBytes),
              native: file.native,
              isMeteredAllowed: file.isMeteredAllowed,
            },
            {
              onBytesSent(bytesSent) {
                file.onBytesSent(effect.offset + bytesSent);
              },
            },
            signal,
          ),
        );
      case 'note':
        if (!isBegun) file.onResumed(effect.offset);
        isBegun = true;
        file.onBytesSent(effect.offset);
        file.onBytesKept(effect.offset);
        await ledger.record([
          {
            kind: 'transfer-noted',
            transfer: { ...file.subject, upload: effect.upload, sizeBytes, offset: effect.offset },
          },
        ]);
        return undefined;
      case 'forget':
        await ledger.record([{ kind: 'transfer-ended', upload: effect.upload }]);
        return undefined;
    }
  }

  async function asking(ask: () => Promise<UploadState>): Promise<TransferEvent> {
    try {
      return { kind: 'answered', state: await ask() };
    } catch (error) {
      throwIfCancelled(signal);
      if (!(error instanceof BackupError)) throw error;
      return { kind: 'failed', error };
    }
  }
}
