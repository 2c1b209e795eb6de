import type { AlbumId } from '@keepsake/engine';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import type { ChoicePreview } from '../../controller/photo-index.ts';
import type { Asked } from '../../controller/questions.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';

/** What the choice comes to, in a sentence that follows each touch. */
export function ResultCard({
  preview,
  nameOf,
  children,
}: {
  readonly preview: Asked<ChoicePreview>;
  readonly nameOf: (id: AlbumId) => string | undefined;
  /** What to do with it. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data, error } = preview;
  const failedCount = data?.statistics.candidates.failedCount ?? 0;
  return (
    <SectionCard style={{ padding: space(2), gap: space(1) }}>
      <View role="status" aria-live="polite" style={{ gap: space(0.5) }}>
        <AppText isEmphasised>
          {data !== undefined
            ? resultOf(data, nameOf, t)
            : error === null
              ? t('albums.counting')
              : t('albums.notCounted')}
        </AppText>
        {data !== undefined && (
          <AppText size="small" color="quietText">
            {[
              t('albums.size', { size: formats.size(data.candidateBytes) }),
              ...safetyOf(data.statistics.candidates, t),
            ].join(' · ')}
          </AppText>
        )}
      </View>
      {failedCount > 0 && (
        <View style={{ alignItems: 'flex-start' }}>
          <TextAction label={t('failed.count', { count: failedCount })} href="/failed" />
        </View>
      )}
      {children}
    </SectionCard>
  );
}

/** How much of it is safe. By photos: an empty file leaves no bytes to be sent, and is not safe for that. */
function safetyOf(
  { totalCount, backedUpCount, waitingCount }: ChoicePreview['statistics']['candidates'],
  t: TFunction,
): readonly string[] {
  if (totalCount === 0) return [];
  if (waitingCount > 0) return [t('albums.toSend', { count: waitingCount })];
  return [
    backedUpCount === totalCount
      ? t('albums.allSent')
      : t('backup.count', { done: backedUpCount, total: totalCount }),
  ];
}

/** "2,140 photos will be backed up; 312 in Screenshots will not" */
function resultOf(
  { statistics, keptOut }: ChoicePreview,
  nameOf: (id: AlbumId) => string | undefined,
  t: TFunction,
): string {
  const { totalCount } = statistics.candidates;
  const backedUp = totalCount === 0 ? t('albums.resultNone') : t('albums.result', { count: totalCount });
  const keptOutCount = [...keptOut.values()].reduce((sum, count) => sum + count, 0);
  if (keptOutCount === 0) return backedUp;
  const [first] = keptOut.keys();
  const album = keptOut.size === 1 && first !== undefined ? nameOf(first) : undefined;
  const leftOut =
    album === undefined
      ? t('albums.notInSeveral', { count: keptOutCount })
      : t('albums.notIn', { count: keptOutCount, album });
  return t('albums.both', { backedUp, leftOut });
}
