import type { Clock } from '@keepsake/engine';
import type { HttpTransport } from '@keepsake/remote';
import type { BackupNative, TransferEnd, TransferRecord } from '../../../modules/backup-native/src/index.ts';

/** What a server said so long ago of what it was sent may not be so any more. */
const BELIEVED_MS = 24 * 3_600_000;

export interface EarlierAnswersDeps {
  readonly native: Pick<BackupNative, 'acknowledgeTransfers'>;
  readonly plain: HttpTransport;
  readonly clock: Pick<Clock, 'now'>;
}

/** Answers to transfers that nobody waited for when they came. */
export interface EarlierAnswers {
  /** Asks the server something without a file: what it answered before to whoever sent one may not be so any more. */
  readonly ask: HttpTransport['send'];
  /**
   * The answer that is kept of this transfer, where it is still to be believed. Whoever sends has asked before, and was told that it is not there.
   * So what was answered earlier is not so any more: a person deleted it on the server, or it is damaged there.
   */
  of(record: TransferRecord): TransferEnd | undefined;
  /** Forgets answers that are not to be believed any more, but for this transfer's own: the photo was edited, or its chunk begins elsewhere by now, and nobody may ask again. */
  forgetSpent(records: readonly TransferRecord[], currentId: string): void;
}

export function keepEarlierAnswers({ native, plain, clock }: EarlierAnswersDeps): EarlierAnswers {
  /** When it was last asked what the server answered without a file. */
  let askedAtMs = -Infinity;
  const of = ({ end }: TransferRecord): TransferEnd | undefined => {
    if (end === null || !isSuccess(end)) return undefined;
    const ageMs = clock.now() - end.atMs;
    return ageMs >= 0 && ageMs < BELIEVED_MS && end.atMs >= askedAtMs ? end : undefined;
  };
  return {
    async ask(request, signal) {
      const atMs = clock.now();
      const answer = await plain.send(request, signal);
      askedAtMs = Math.max(askedAtMs, atMs);
      return answer;
    },
    of,
    forgetSpent(records, currentId) {
      const isSpent = (record: TransferRecord): boolean =>
        record.end !== null && record.id !== currentId && of(record) === undefined;
      const ids = records.filter(isSpent).map(({ id }) => id);
      if (ids.length > 0) native.acknowledgeTransfers(ids).catch(() => undefined);
    },
  };
}

export const isSuccess = (end: TransferEnd): boolean =>
  end.kind === 'answered' && end.status >= 200 && end.status <= 299;
