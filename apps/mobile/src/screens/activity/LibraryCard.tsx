import type { Statistics } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { LinkRow } from '../../components/LinkRow.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { CountRow } from './CountRow.tsx';
import { othersOf, toKeepCountOf } from './summands.ts';

/** The rest of the library, until every photo is accounted for, and how many files are none; absent when there is no rest. */
export function LibraryCard({ statistics }: { readonly statistics: Statistics }) {
  const { t } = useTranslation();
  const colors = useColors();
  const others = othersOf(statistics).filter(({ count }) => count > 0);
  const { libraryCount, unsupportedCount } = statistics;
  if (others.length === 0 && unsupportedCount === 0) return null;
  return (
    <SectionCard title={t('activity.library')} style={{ paddingVertical: space(1) }}>
      <CountRow sign="" name={t('activity.total')} count={toKeepCountOf(statistics)} list="to-keep" />
      {others.map(({ key, list, count }) => (
        <CountRow key={key} sign="+" name={t(`activity.${key}`)} count={count} list={list} />
      ))}
      <View style={{ height: 2, backgroundColor: colors.line, marginHorizontal: space(2) }} />
      <CountRow
        sign="="
        name={t('activity.inLibrary')}
        count={libraryCount - unsupportedCount}
        list="all"
        isSum
      />
      {unsupportedCount > 0 && (
        <LinkRow
          icon="information-outline"
          title={t('activity.unsupported', { count: unsupportedCount })}
          href={{ pathname: '/photos/[list]', params: { list: 'unsupported' } }}
        />
      )}
    </SectionCard>
  );
}
