import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import type { FoldersSum } from './first-folders.ts';

/** What the chosen folders come to, in a sentence; `isKnown`: whether it is known yet which one is suggested. */
export function useFoldersResult(chosen: readonly string[], sum: FoldersSum, isKnown: boolean): string {
  const { t } = useTranslation();
  const formats = useFormats();
  const { kind, photoCount, sizeBytes, isMore, leftOutCount } = sum;
  if (chosen.length === 0) return t(isKnown ? 'welcome.folders.none' : 'frame.loading');
  if (kind === 'counting') return t('welcome.folders.counting');
  if (kind === 'unknown') return t('welcome.folders.count', { count: chosen.length });
  // It took too long to come to any: no number is known.
  if (photoCount === 0 && isMore) return t('welcome.folders.count', { count: chosen.length });
  if (photoCount === 0 && leftOutCount === 0) return t('welcome.folders.empty');
  const taken = isMore
    ? t('welcome.folders.inMore', { count: photoCount })
    : t('welcome.result.in', { count: photoCount, size: formats.size(sizeBytes) });
  return leftOutCount > 0 ? `${taken} ${t('welcome.result.out', { count: leftOutCount })}` : taken;
}
