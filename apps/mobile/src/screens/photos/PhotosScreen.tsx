import type { AlbumId, AssetId } from '@keepsake/engine';
import { useLocalSearchParams, useRouter } from 'expo-router';
import type { TFunction } from 'i18next';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { AppText } from '../../components/AppText.tsx';
import { Banner } from '../../components/Banner.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { IconLink } from '../../components/IconLink.tsx';
import { OnceSignedIn } from '../../components/OnceSignedIn.tsx';
import { idIn } from '../../components/id-in-address.ts';
import {
  LIST_LOOKS,
  countsOf,
  nameOfList,
  photoListOf,
  type PhotoList,
} from '../../components/photo-lists.ts';
import { RunBanner } from '../../components/RunBanner.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import type { AskedPages } from '../../controller/use-asset-list.ts';
import { useSendAgain } from '../../controller/use-send-again.ts';
import { useSnapshot } from '../../controller/use-watched.ts';
import { space } from '../../theme/layout.ts';
import { useIsWide } from '../../theme/use-is-wide.ts';
import { ListAction } from './ListAction.tsx';
import { OfferedLists } from './OfferedLists.tsx';
import { GridSkeleton, PhotoGrid } from './PhotoGrid.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useAlbumName } from './use-album-name.ts';
import { usePhotosOf } from './use-photos-of.ts';

/** Lists in which something can be done with single photos. */
const SELECTABLE: ReadonlySet<PhotoList> = new Set(['all', 'failed', 'deleted']);

/** Which ones? The list behind a number. */
export function PhotosScreen() {
  const { t } = useTranslation();
  const list = photoListOf(useLocalSearchParams<{ list?: string }>().list);
  return (
    <OnceSignedIn title={list === 'all' ? t('title.photos') : nameOfList(list, t)} what="photos">
      <Photos />
    </OnceSignedIn>
  );
}

function Photos() {
  const { t } = useTranslation();
  const router = useRouter();
  const isWide = useIsWide();
  const params = useLocalSearchParams<{ list?: string; album?: string }>();
  const list = photoListOf(params.list);
  const albumId = params.album === undefined ? undefined : (idIn(params.album) as AlbumId);
  const albumName = useAlbumName(albumId);
  const photos = usePhotosOf(list, albumId);
  const [selection, setSelection] = useState<{
    readonly of: PhotoList;
    readonly ids: ReadonlySet<AssetId>;
  }>();
  // Another list is another choice.
  const selected = selection?.of === list ? selection.ids : undefined;
  const toggle = useCallback((id: AssetId) => {
    setSelection((before) => {
      if (before === undefined) return before;
      const ids = new Set(before.ids);
      if (!ids.delete(id)) ids.add(id);
      return { ...before, ids };
    });
  }, []);
  const chooseList = (next: PhotoList): void => {
    router.setParams({ list: next });
  };
  const chooser = <OfferedLists current={list} albumId={albumId} onChoose={chooseList} />;
  const { sendAgain, hasFailed } = useSendAgain();
  const records = photos.data ?? [];

  return (
    <ScreenFrame
      title={albumName ?? (list === 'all' ? t('title.photos') : nameOfList(list, t))}
      action={<IconLink icon="magnify" label={t('search.title')} href="/search" />}
      scrolls={false}
      aside={isWide ? chooser : undefined}
    >
      <View style={{ flex: 1 }}>
        {!isWide && chooser}
        <View style={{ paddingTop: space(1), gap: space(1) }}>
          {list === 'waiting' && <RunBanner />}
          {hasFailed && <Banner tone="needs-you" text={t('failed.notRetried')} />}
          <View
            style={{
              flexDirection: 'row',
              flexWrap: 'wrap',
              alignItems: 'center',
              columnGap: space(3),
              minHeight: space(6),
            }}
          >
            {albumId === undefined ? (
              <ListCount list={list} />
            ) : (
              <CountWords list={list} count={photos.hasMore ? undefined : photos.data?.length} />
            )}
            {selected === undefined && albumId === undefined && (
              <ListAction list={list} onBegin={sendAgain} />
            )}
            {SELECTABLE.has(list) && records.length > 0 && (
              <TextAction
                label={selected === undefined ? t('photos.select') : t('photos.done')}
                onPress={() => {
                  setSelection(selected === undefined ? { of: list, ids: new Set() } : undefined);
                }}
              />
            )}
          </View>
        </View>
        <Loaded asked={photos}>
          <PhotoGrid
            key={`${list} ${albumId ?? ''}`}
            records={records}
            isMarked={list === 'all' || list === 'to-keep'}
            selected={selected}
            empty={<EmptyState icon={LIST_LOOKS[list].icon} title={emptyWordsOf(list, t)} />}
            onToggle={toggle}
            onEnd={photos.more}
          />
        </Loaded>
        {selected !== undefined && (
          <View style={{ paddingVertical: space(2) }}>
            <SelectionBar
              records={records.filter(({ asset }) => selected.has(asset.id))}
              onBegin={(what) => {
                setSelection(undefined);
                sendAgain(what);
              }}
            />
          </View>
        )}
      </View>
    </ScreenFrame>
  );
}

/** By itself: the list is not drawn again each time that it changes. */
function ListCount({ list }: { readonly list: PhotoList }) {
  return <CountWords list={list} count={countsOf(useSnapshot())[list]} />;
}

/** Undefined: not known yet. */
function CountWords({ list, count }: { readonly list: PhotoList; readonly count: number | undefined }) {
  const { t } = useTranslation();
  return (
    <AppText color="quietText" style={{ flexGrow: 1 }}>
      {count === undefined ? ' ' : t(list === 'unsupported' ? 'photos.files' : 'photos.count', { count })}
    </AppText>
  );
}

/** The list once it is there: what is around it stays where it is. */
function Loaded({ asked, children }: { readonly asked: AskedPages; readonly children: ReactNode }) {
  const { t } = useTranslation();
  if (asked.data !== undefined) return children;
  return asked.error === null ? (
    <View role="status" aria-label={t('frame.loading')} aria-busy>
      <GridSkeleton />
    </View>
  ) : (
    <EmptyState
      icon="alert-circle-outline"
      title={t('frame.failed')}
      action={{ label: t('action.tryAgain'), onPress: () => void asked.refetch() }}
    />
  );
}

function emptyWordsOf(list: PhotoList, t: TFunction): string {
  switch (list) {
    case 'safe':
    case 'uploading':
    case 'waiting':
    case 'failed':
      return t(`photos.empty.${list}`);
    case 'on-server':
      return t('photos.empty.safe');
    default:
      return t('photos.empty.other');
  }
}
