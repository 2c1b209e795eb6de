import { CancelSource, type Clock } from '@keepsake/engine';
import type { BackupNative, TransferEnd } from '../../../modules/backup-native/src/index.ts';

export interface WatchDeps {
  readonly native: Pick<BackupNative, 'addListener'>;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** What is heard of one transfer. */
export interface TransferWatch {
  readonly ended: Promise<TransferEnd>;
  /**
   * Until its first byte moves, tells now and then that it is not stuck, as long as it is put off: whoever cut it off for its silence, and had it
   * made anew, would take its turn from it each time.
   */
  bearPutOff(isPutOff: () => boolean): void;
  stop(): void;
}

/** Well within the patience for a transfer in which nothing moves. */
const TELL_MS = 10_000;

export function watchTransfer(
  { native, clock }: WatchDeps,
  id: string,
  onBytesSent: (bytesSent: number) => void,
): TransferWatch {
  /** Its first byte moved, or nobody waits for it any more. */
  const begun = new CancelSource();
  let end: (end: TransferEnd) => void = () => undefined;
  const ended = new Promise<TransferEnd>((resolve) => {
    end = resolve;
  });
  const listeners = [
    native.addListener('onTransferProgress', (event) => {
      if (event.id !== id) return;
      begun.cancel();
      onBytesSent(event.bytesSent);
    }),
    native.addListener('onTransferEnded', (event) => {
      if (event.id === id) end(event.end);
    }),
  ];
  const tell = async (isPutOff: () => boolean): Promise<never> => {
    for (;;) {
      await clock.sleep(TELL_MS, begun);
      if (isPutOff()) onBytesSent(0);
    }
  };
  return {
    ended,
    bearPutOff(isPutOff) {
      tell(isPutOff).catch(() => undefined);
    },
    stop() {
      begun.cancel();
      for (const listener of listeners) listener.remove();
    },
  };
}
