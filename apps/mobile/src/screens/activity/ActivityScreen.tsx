import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { LinkRow } from '../../components/LinkRow.tsx';
import { OnceSignedIn } from '../../components/OnceSignedIn.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { StorageCard } from '../../components/StorageCard.tsx';
import { useAlbumUse } from '../../controller/history.ts';
import { useStatus } from '../../controller/questions.ts';
import { useNow } from '../../controller/use-now.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';
import { AlbumUseCard } from './AlbumUseCard.tsx';
import { DaysCard } from './DaysCard.tsx';
import { LibraryCard } from './LibraryCard.tsx';
import { SumCard } from './SumCard.tsx';

/** How is it going? */
export function ActivityScreen() {
  const { t } = useTranslation();
  return (
    <OnceSignedIn title={t('nav.activity')} what="activity" isPlace>
      <Told />
    </OnceSignedIn>
  );
}

function Told() {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const { lastBackupAtMs, statistics: toldStatistics, transfers } = useSnapshot();
  const status = useStatus();
  const albums = useAlbumUse();
  // What is told goes with what is on its way; before anything is told, what was asked for.
  const statistics = toldStatistics ?? status.data?.statistics;
  return (
    <ScreenFrame
      title={t('nav.activity')}
      isPlace
      needs={[status, albums]}
      skeleton={<ActivitySkeleton />}
      aside={
        <>
          {albums.data !== undefined && <AlbumUseCard albums={albums.data} />}
          <StorageCard />
          <SectionCard>
            <LinkRow icon="shield-check-outline" title={t('title.verify')} href="/verify" />
          </SectionCard>
        </>
      }
    >
      {statistics !== undefined && (
        <>
          <SumCard
            statistics={statistics}
            movingCount={transfers.length}
            since={
              lastBackupAtMs === undefined
                ? t('backup.noBackupYet')
                : t('backup.lastBackup', { when: formats.ago(lastBackupAtMs, now) })
            }
          />
          <DaysCard />
          <LibraryCard statistics={statistics} />
        </>
      )}
    </ScreenFrame>
  );
}

function ActivitySkeleton() {
  return (
    <View style={{ gap: space(3) }}>
      <Skeleton height={428} radius={16} />
      <Skeleton height={280} radius={16} />
    </View>
  );
}
