import type { VerifyProgress } from '@keepsake/engine';
import type { TFunction } from 'i18next';
import type { Formats } from '../i18n/formats.ts';

/** Of 0 to 1, by the bytes where the server reads them again, else by photos. Undefined: there is nothing. */
export function shareOfVerifying({
  checkedCount,
  totalCount,
  bytesChecked,
  bytesTotal,
}: VerifyProgress): number | undefined {
  if (bytesTotal > 0) return bytesChecked / bytesTotal;
  return totalCount > 0 ? checkedCount / totalCount : undefined;
}

/** "12 of 50 • 2.4 MB / 5.1 MB" where bytes are read again; else "12 of 50 compared". */
export function wordsOfVerifying(progress: VerifyProgress, formats: Formats, t: TFunction): string {
  const { checkedCount: done, totalCount: total, bytesChecked, bytesTotal } = progress;
  if (bytesTotal === 0) return t('verify.progress', { done, total });
  return t('backup.progress', {
    done,
    total,
    bytesDone: formats.size(bytesChecked),
    bytesTotal: formats.size(bytesTotal),
  });
}

/** "about 3 minutes left", as far as that is known; else a line that is empty, so that nothing moves. */
export function leftOfVerifying(
  { checkedCount, totalCount, remainingMs }: VerifyProgress,
  formats: Pick<Formats, 'left'>,
): string {
  return remainingMs === undefined || checkedCount === totalCount ? ' ' : formats.left(remainingMs);
}
