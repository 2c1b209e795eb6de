import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { FailureBanner } from '../../components/FailureBanner.tsx';
import { IconLink } from '../../components/IconLink.tsx';
import { LimitedAccessBanner } from '../../components/LimitedAccessBanner.tsx';
import { LinkRow } from '../../components/LinkRow.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useAlbums, useStatus } from '../../controller/questions.ts';
import { useSnapshot, useWatched } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import { AlbumsCard } from './AlbumsCard.tsx';
import { homeStateOf } from './home-state.ts';
import { LatestStrip } from './LatestStrip.tsx';
import { QuickSettings } from './QuickSettings.tsx';
import { StatusCard } from './StatusCard.tsx';
import { StorageCard } from '../../components/StorageCard.tsx';

/** Are my photos safe? */
export function BackupScreen() {
  const { t } = useTranslation();
  const { device, account } = useAppPorts();
  const snapshot = useSnapshot();
  const access = useWatched(device.access);
  const { kind: accountKind } = useWatched(account.state);
  const status = useStatus();
  const albums = useAlbums();
  const state = homeStateOf({
    snapshot,
    waiting: status.data?.waiting,
    access,
    account: accountKind,
    selectedCount: albums.data?.filter(({ choice }) => choice === 'selected').length,
  });
  return (
    <ScreenFrame
      title={t('nav.backup')}
      isPlace
      action={<IconLink icon="magnify" label={t('search.title')} href="/search" />}
      needs={[status, albums]}
      skeleton={<HomeSkeleton />}
      aside={
        <>
          {albums.data !== undefined && <AlbumsCard albums={albums.data} />}
          <QuickSettings />
          <StorageCard />
        </>
      }
    >
      <StatusCard state={state} />
      <LimitedAccessBanner />
      {state.kind !== 'failed' && <FailureBanner />}
      {snapshot.transfers.length > 0 && (
        <SectionCard>
          <LinkRow
            icon="cloud-arrow-up-outline"
            title={t('title.uploading')}
            detail={snapshot.transfers
              .map(({ asset: { fileName: name }, bytesRead }) =>
                bytesRead === undefined ? name : t('uploading.readingName', { name }),
              )
              .join(', ')}
            href="/uploading"
          />
        </SectionCard>
      )}
      <LatestStrip />
      <SectionCard>
        <LinkRow
          icon="shield-check-outline"
          title={t('title.verify')}
          detail={snapshot.lastVerifiedAtMs === undefined ? t('backup.verifyNow') : undefined}
          href="/verify"
        />
      </SectionCard>
    </ScreenFrame>
  );
}

function HomeSkeleton() {
  return (
    <View style={{ gap: space(3) }}>
      <Skeleton height={420} radius={16} />
      <Skeleton height={112} radius={16} />
      <Skeleton height={280} radius={16} />
    </View>
  );
}
