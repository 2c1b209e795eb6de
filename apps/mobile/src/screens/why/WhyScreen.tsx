import type { AssetId } from '@keepsake/engine';
import { useLocalSearchParams } from 'expo-router';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { EmptyState } from '../../components/EmptyState.tsx';
import { nameOfAlbum } from '../../components/album-name.ts';
import { idIn } from '../../components/id-in-address.ts';
import { OnceSignedIn } from '../../components/OnceSignedIn.tsx';
import { plainName } from '../../components/plain-name.ts';
import { shortName } from '../../components/short-name.ts';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useAlbums, useWhy } from '../../controller/questions.ts';
import { space } from '../../theme/layout.ts';
import { AnswerCard } from './AnswerCard.tsx';
import { DetailsCard } from './DetailsCard.tsx';
import { HistoryCard } from './HistoryCard.tsx';
import { RuleCard } from './RuleCard.tsx';

/** What about this photo? */
export function WhyScreen() {
  const { t } = useTranslation();
  return (
    <OnceSignedIn title={t('title.why')} what="why">
      <Why />
    </OnceSignedIn>
  );
}

function Why() {
  const { t } = useTranslation();
  const { id = '' } = useLocalSearchParams<{ id?: string }>();
  const answer = useWhy(idIn(id) as AssetId);
  const { device } = useAppPorts();
  const albums = useAlbums();
  const named = albums.data?.map((album) => ({ ...album, name: nameOfAlbum(album, device.kind, t) }));
  const known = answer.data ?? undefined;
  if (answer.data === null) {
    return (
      <ScreenFrame title={t('title.why')}>
        <EmptyState
          icon="image-broken-variant"
          title={t('why.unknown')}
          detail={t('why.unknownDetail')}
          action={{ label: t('search.title'), href: '/search' }}
        />
      </ScreenFrame>
    );
  }
  return (
    <ScreenFrame
      title={
        known === undefined ? t('title.why') : shortName(plainName(known.record.asset.original.fileName))
      }
      needs={[answer, albums]}
      skeleton={<WhySkeleton />}
      aside={
        <>
          {known !== undefined && <HistoryCard record={known.record} />}
          {known !== undefined && named !== undefined && <DetailsCard record={known.record} albums={named} />}
        </>
      }
    >
      {known !== undefined && named !== undefined && (
        <>
          <AnswerCard record={known.record} why={known.why} />
          <RuleCard record={known.record} albums={named} />
        </>
      )}
    </ScreenFrame>
  );
}

function WhySkeleton() {
  return (
    <View style={{ gap: space(3) }}>
      <Skeleton height={space(56)} radius={16} />
      <Skeleton height={space(12)} radius={16} />
      <Skeleton height={space(30)} radius={16} />
    </View>
  );
}
