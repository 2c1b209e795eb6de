import type { Statistics } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { LinkRow } from '../../components/LinkRow.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { SegmentedBar } from '../../components/SegmentedBar.tsx';
import { STATE_COLORS } from '../../components/segments.ts';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { CountRow } from './CountRow.tsx';
import { summandsOf, toKeepCountOf } from './summands.ts';

/** What there is to keep safe, as a sum that anybody can check. */
export function SumCard({
  statistics,
  movingCount,
  since,
}: {
  readonly statistics: Statistics;
  /** How many are on their way. */
  readonly movingCount: number;
  readonly since: string;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  const summands = summandsOf(statistics, movingCount);
  const total = toKeepCountOf(statistics);
  // Safe from before, and in no chosen album by now.
  const keptCount = Math.max(0, total - statistics.candidates.totalCount);
  return (
    <SectionCard title={t('activity.sum')} style={{ paddingVertical: space(1) }}>
      <View style={{ paddingHorizontal: space(2), paddingVertical: space(1), gap: space(1) }}>
        <SegmentedBar
          segments={[
            { state: 'safe', count: statistics.uploadedCount + statistics.duplicateCount },
            ...summands.filter(({ state }) => state !== 'safe'),
          ]}
        />
        <AppText size="small" color="quietText">
          {since}
        </AppText>
      </View>
      {summands.map(({ key, state, list, count }, index) => (
        <CountRow
          key={key}
          sign={index === 0 ? '' : '+'}
          name={t(`activity.${key}`)}
          count={count}
          color={colors[STATE_COLORS[state]]}
          list={list}
        />
      ))}
      <View style={{ height: 2, backgroundColor: colors.line, marginHorizontal: space(2) }} />
      <CountRow sign="=" name={t('activity.total')} count={total} list="to-keep" isSum />
      {keptCount > 0 && (
        <LinkRow
          icon="information-outline"
          title={t('activity.kept', { count: keptCount })}
          href={{ pathname: '/photos/[list]', params: { list: 'kept' } }}
        />
      )}
    </SectionCard>
  );
}
