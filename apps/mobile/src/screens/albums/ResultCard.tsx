import type { AlbumId } from '@keepsake/engine';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { PrimaryButton } from '../../components/PrimaryButton.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import type { ChoicePreview } from '../../controller/photo-index.ts';
import type { Asked } from '../../controller/questions.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';

/** What the choice comes to, in a sentence that follows each touch; and what to do with a choice that is not saved. */
export function ResultCard({
  preview,
  nameOf,
  isChanged,
  saving,
  onSave,
  onDiscard,
}: {
  readonly preview: Asked<ChoicePreview>;
  readonly nameOf: (id: AlbumId) => string | undefined;
  readonly isChanged: boolean;
  readonly saving: 'idle' | 'busy' | 'failed';
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useSnapshot().statistics?.candidates.totalCount;
  const { data, error } = preview;
  return (
    <SectionCard style={{ padding: space(2), gap: space(1.5) }}>
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
              data.statistics.candidates.waitingCount > 0
                ? t('albums.toSend', { count: data.statistics.candidates.waitingCount })
                : t('albums.allSent'),
            ].join(' · ')}
          </AppText>
        )}
        {isChanged && data !== undefined && now !== undefined && (
          <AppText size="small" color="quietText">
            {differenceOf(data.statistics.candidates.totalCount - now, t)}
          </AppText>
        )}
      </View>
      {saving === 'failed' && <Banner tone="needs-you" text={t('albums.notSaved')} />}
      {isChanged && (
        <View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: space(1) }}>
          <View style={{ flexGrow: 1 }}>
            <PrimaryButton
              label={t('albums.discard')}
              isQuiet
              isDisabled={saving === 'busy'}
              onPress={onDiscard}
            />
          </View>
          <View style={{ flexGrow: 1 }}>
            <PrimaryButton label={t('albums.save')} isBusy={saving === 'busy'} onPress={onSave} />
          </View>
        </View>
      )}
    </SectionCard>
  );
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

function differenceOf(more: number, t: TFunction): string {
  if (more === 0) return t('albums.same');
  return more > 0 ? t('albums.more', { count: more }) : t('albums.fewer', { count: -more });
}
