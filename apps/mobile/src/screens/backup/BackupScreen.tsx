import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { damageSentence } from '../../components/damage-words.ts';
import { FailureBanner } from '../../components/FailureBanner.tsx';
import { IconLink } from '../../components/IconLink.tsx';
import { LimitedAccessBanner } from '../../components/LimitedAccessBanner.tsx';
import { LinkRow } from '../../components/LinkRow.tsx';
import { OtherFolders } from '../../components/OtherFolders.tsx';
import { PasswordHint } from '../../components/PasswordHint.tsx';
import { plainName } from '../../components/plain-name.ts';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { StorageCard } from '../../components/StorageCard.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useAlbums, useStatus } from '../../controller/questions.ts';
import { useSnapshot, useWatched } from '../../controller/use-watched.ts';
import { useFormats } from '../../i18n/LanguageProvider.tsx';
import { space } from '../../theme/layout.ts';
import { AlbumsCard } from './AlbumsCard.tsx';
import { homeStateOf } from './home-state.ts';
import { LatestStrip } from './LatestStrip.tsx';
import { QuickSettings } from './QuickSettings.tsx';
import { StatusCard } from './StatusCard.tsx';
import { useIsBeside } from './use-is-beside.ts';
import { useRoomOfWords } from './use-room-of-words.ts';

/** The banner that asks to sign in would say the same once more. */
const SAID_BY_STATUS: ReadonlySet<string> = new Set(['signed-out', 'unauthorized']);

/** Are my photos safe? */
export function BackupScreen() {
  const { t } = useTranslation();
  const { device, account } = useAppPorts();
  const snapshot = useSnapshot();
  const damaged = damageSentence(snapshot.damage, { t, formats: useFormats() });
  const access = useWatched(device.access);
  const { network } = useWatched(device.conditions);
  const { kind: accountKind } = useWatched(account.state);
  const isSignedOut = accountKind === 'signed-out';
  const status = useStatus();
  const albums = useAlbums();
  const state = homeStateOf({
    snapshot,
    waiting: status.data?.waiting,
    network,
    access,
    account: accountKind,
    selectedCount: albums.data?.filter(({ choice }) => choice === 'selected').length,
  });
  return (
    <ScreenFrame
      title={t('nav.backup')}
      isPlace
      asksToSignIn={!(state.kind === 'stopped' && SAID_BY_STATUS.has(state.why))}
      action={<IconLink icon="magnify" label={t('search.title')} href="/search" />}
      needs={[status, albums]}
      skeleton={<HomeSkeleton />}
      asideSkeleton={<AsideSkeleton />}
      aside={
        <>
          {!isSignedOut && albums.data !== undefined && <AlbumsCard albums={albums.data} />}
          <QuickSettings />
          <StorageCard />
        </>
      }
    >
      <StatusCard state={state} />
      <OtherFolders />
      <LimitedAccessBanner />
      <PasswordHint />
      <LatestStrip />
      {!isSignedOut && (
        <SectionCard>
          <LinkRow
            icon="shield-check-outline"
            title={t('title.verify')}
            detail={damaged ?? (snapshot.lastVerifiedAtMs === undefined ? t('backup.verifyNow') : undefined)}
            href="/verify"
          />
          <Divider inset={7} />
          <LinkRow
            icon="cloud-arrow-up-outline"
            title={t('title.uploading')}
            detail={
              snapshot.transfers.length === 0
                ? t('uploading.nothing')
                : snapshot.transfers
                    .map(({ asset, bytesRead }) => {
                      const name = plainName(asset.fileName);
                      return bytesRead === undefined ? name : t('uploading.readingName', { name });
                    })
                    .join(', ')
            }
            href="/uploading"
          />
        </SectionCard>
      )}
      {/* What comes and goes stands where it moves nothing. */}
      {state.kind !== 'failed' && <FailureBanner />}
    </ScreenFrame>
  );
}

function HomeSkeleton() {
  const isBeside = useIsBeside();
  const roomOfWords = useRoomOfWords();
  return (
    <View style={{ gap: space(3) }}>
      <Skeleton height={isBeside ? 398 : 402 + roomOfWords} radius={16} />
      <HeadedSkeleton height={92} />
      <Skeleton height={123} radius={16} />
    </View>
  );
}

function AsideSkeleton() {
  const { device } = useAppPorts();
  const hasCloudOriginals = useWatched(device.hasCloudOriginals);
  return (
    <View style={{ gap: space(3) }}>
      <HeadedSkeleton height={123} />
      <HeadedSkeleton height={hasCloudOriginals ? 261 : 196} />
      <HeadedSkeleton height={78} />
    </View>
  );
}

/** A card with a heading above. */
function HeadedSkeleton({ height }: { readonly height: number }) {
  return (
    <View style={{ gap: space(1) }}>
      <Skeleton width="30%" height={space(3)} />
      <Skeleton height={height} radius={16} />
    </View>
  );
}
