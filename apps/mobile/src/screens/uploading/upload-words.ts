import type { TFunction } from 'i18next';
import { isUnderWay, runStateWords } from '../../components/run-state.ts';
import type { Formats } from '../../i18n/formats.ts';
import type { UploadState } from './upload-state.ts';

/** Puts the state into words: what is so, and what follows. */
export function uploadWordsOf(
  state: UploadState,
  formats: Pick<Formats, 'since'>,
  now: number,
  t: TFunction,
): { readonly sentence: string; readonly detail: string | undefined } {
  if (isUnderWay(state)) return runStateWords(state, formats, now, t);
  switch (state.kind) {
    case 'elsewhere':
      return { sentence: t('backup.sentence.elsewhere'), detail: t('backup.detail.elsewhere') };
    case 'paused':
      return { sentence: t('backup.sentence.paused'), detail: t('backup.detail.paused') };
    case 'pending':
      return {
        sentence: t('uploading.nothing'),
        detail: t('backup.sentence.pending', { count: state.waitingCount }),
      };
    case 'failed':
      return {
        sentence: t('uploading.nothing'),
        detail: t('backup.sentence.failed', { count: state.failedCount }),
      };
    case 'all-safe':
      return { sentence: t('uploading.nothing'), detail: t('uploading.allSafe') };
  }
}
