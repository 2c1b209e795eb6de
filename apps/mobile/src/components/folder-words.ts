import type { TFunction } from 'i18next';
import type { FolderCount } from '../controller/device.ts';
import type { Formats } from '../i18n/formats.ts';

/** What lies in a folder, in words that have their room before they are known; undefined: it could not be counted. */
export function holdsWordsOf(
  count: FolderCount | 'counting' | undefined,
  t: TFunction,
  formats: Formats,
): string {
  if (count === 'counting') return t('folders.counting');
  if (count === undefined) return ' ';
  const { photoCount, sizeBytes, isMore } = count;
  // It took too long to come to any: nothing is known.
  if (photoCount === 0) return isMore ? ' ' : t('folders.holdsNone');
  return isMore
    ? t('folders.holdsMore', { count: photoCount })
    : t('folders.holds', { count: photoCount, size: formats.size(sizeBytes) });
}
