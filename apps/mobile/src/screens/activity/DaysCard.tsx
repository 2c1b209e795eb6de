import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Chips } from '../../components/Chips.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import { useBackupDays } from '../../controller/history.ts';
import { useNow } from '../../controller/use-now.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';
import { DayBars } from './DayBars.tsx';
import { barsOf, startOfDays, sumOf, type DayBar, type Measure } from './days.ts';

const DAYS = 30;
const hasPhotos = (bar: DayBar): boolean => bar.photoCount > 0;
const MEASURES: readonly Measure[] = ['photos', 'bytes'];

/** What was made safe on each of the last days: as bars, or as a table for whoever reads it. */
export function DaysCard() {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const { data, error, refetch } = useBackupDays(startOfDays(now, DAYS));
  const [measure, setMeasure] = useState<Measure>('photos');
  const [isTable, setTable] = useState(false);
  const [shownMs, setShownMs] = useState<number>();
  if (data === undefined) {
    return (
      <SectionCard title={t('activity.days')} isPadded>
        {error === null ? (
          <Skeleton height={240} />
        ) : (
          <View style={{ alignItems: 'flex-start', minHeight: 240 }}>
            <AppText color="quietText">{t('frame.failed')}</AppText>
            <TextAction label={t('action.tryAgain')} onPress={() => void refetch()} />
          </View>
        )}
      </SectionCard>
    );
  }
  const bars = barsOf(data, now, DAYS);
  const shown = bars.find(({ atMs }) => atMs === shownMs);
  const { photoCount, sizeBytes } = shown ?? sumOf(bars);
  const words = t('activity.made', { count: photoCount, size: formats.size(sizeBytes) });
  return (
    <SectionCard
      title={t('activity.days')}
      action={
        <TextAction
          size="small"
          label={t(isTable ? 'activity.asChart' : 'activity.asTable')}
          onPress={() => {
            setTable(!isTable);
          }}
        />
      }
      isPadded
      style={{ gap: space(2) }}
    >
      <View role="status" style={{ gap: space(0.5) }}>
        <AppText size="small" color="quietText">
          {shown === undefined ? t('activity.lastDays', { count: DAYS }) : formats.date(shown.atMs)}
        </AppText>
        <AppText isEmphasised>{words}</AppText>
      </View>
      {isTable ? (
        <View role="table" aria-label={t('activity.days')}>
          {photoCount === 0 && <AppText color="quietText">{t('activity.noDays')}</AppText>}
          {bars
            .filter(hasPhotos)
            .reverse()
            .map((bar) => (
              <View key={bar.atMs} role="row" style={{ paddingVertical: space(0.5) }}>
                <AppText size="small" color="quietText" role="cell">
                  {formats.date(bar.atMs)}
                </AppText>
                <AppText size="small" role="cell" color={bar.photoCount === 0 ? 'quietText' : 'text'}>
                  {t('activity.made', { count: bar.photoCount, size: formats.size(bar.sizeBytes) })}
                </AppText>
              </View>
            ))}
        </View>
      ) : (
        <>
          <DayBars
            bars={bars}
            measure={measure}
            label={`${t('activity.lastDays', { count: DAYS })}: ${words}`}
            shownMs={shownMs}
            onShow={setShownMs}
          />
          <Chips<Measure>
            label={t('activity.measure.label')}
            chips={MEASURES.map((key) => ({ key, label: t(`activity.measure.${key}`) }))}
            chosen={measure}
            onChoose={setMeasure}
          />
        </>
      )}
    </SectionCard>
  );
}
