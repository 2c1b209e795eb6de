import type { AlbumId } from '@keepsake/engine';
import { useLocalSearchParams } from 'expo-router';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { View } from 'react-native';
import { ChoiceTabs } from '../../components/ChoiceTabs.tsx';
import { nameOfAlbum } from '../../components/album-name.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { OnceSignedIn } from '../../components/OnceSignedIn.tsx';
import { RoomList } from '../../components/RoomList.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { Divider, SectionCard } from '../../components/SectionCard.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { TextAction } from '../../components/TextAction.tsx';
import { useAppPorts, useController } from '../../controller/AppPortsContext.tsx';
import { useAlbums, useChoicePreview, useChooseAlbums } from '../../controller/questions.ts';
import { useWatched } from '../../controller/use-watched.ts';
import { RADIUS, space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import { useIsLow } from '../../theme/use-is-low.ts';
import { useIsWide } from '../../theme/use-is-wide.ts';
import {
  areAllChosen,
  draftAlbums,
  hasWords,
  touchAlbum,
  touchAll,
  type AlbumTab,
  type Draft,
  type DraftedAlbum,
} from './album-choices.ts';
import { AlbumRow } from './AlbumRow.tsx';
import { NoAlbums } from './NoAlbums.tsx';
import { ResultCard } from './ResultCard.tsx';
import { UnsavedChoice } from './UnsavedChoice.tsx';

const NOTHING: Draft = new Map();

/** Which photos are included? */
export function AlbumsScreen() {
  const { t } = useTranslation();
  return (
    <OnceSignedIn title={t('nav.albums')} what="albums" isPlace>
      <AlbumsToChoose />
    </OnceSignedIn>
  );
}

function AlbumsToChoose() {
  const { t, i18n } = useTranslation();
  const colors = useColors();
  const controller = useController();
  const { device } = useAppPorts();
  const access = useWatched(device.access);
  const isWide = useIsWide();
  const isLow = useIsLow();
  const { show } = useLocalSearchParams<{ show?: string }>();
  const [chosenTab, setChosenTab] = useState<{ readonly tab: AlbumTab; readonly show: string | undefined }>();
  // A link that asks for a tab is followed once; afterwards the person is.
  const linkedTab: AlbumTab = show === 'excluded' ? 'excluded' : 'selected';
  const tab = chosenTab !== undefined && chosenTab.show === show ? chosenTab.tab : linkedTab;
  const [draft, setDraft] = useState<Draft>(NOTHING);
  const [text, setText] = useState('');
  const [saving, setSaving] = useState<'idle' | 'busy' | 'failed'>('idle');

  const albums = useAlbums();
  const preview = useChoicePreview(draft);
  const chooseAlbums = useChooseAlbums();
  const drafted = useMemo(
    () => draftAlbums(albums.data ?? [], draft, i18n.language),
    [albums.data, draft, i18n.language],
  );
  const touch = useCallback(
    (row: DraftedAlbum) => {
      setDraft((before) => touchAlbum(before, row, tab));
    },
    [tab],
  );

  // Nobody excludes everything; where it was done all the same, it can be taken back.
  const offered = drafted.filter(
    ({ album, choice }) => tab === 'selected' || album.kind === 'ordinary' || choice === 'excluded',
  );
  const shown =
    text.trim() === ''
      ? offered
      : offered.filter(({ album }) => hasWords(nameOfAlbum(album, device.kind, t), text.trim()));
  const everything = drafted.find(({ album }) => album.kind === 'everything');
  const includedIn =
    everything?.choice === 'selected' ? nameOfAlbum(everything.album, device.kind, t) : undefined;
  const countOf = (choice: AlbumTab): number => drafted.filter((row) => row.choice === choice).length;
  const nameOf = (id: AlbumId): string | undefined => {
    const named = drafted.find(({ album }) => album.id === id);
    return named && nameOfAlbum(named.album, device.kind, t);
  };

  const save = async (): Promise<void> => {
    setSaving('busy');
    try {
      await chooseAlbums(draft);
      setDraft(NOTHING);
      setSaving('idle');
      // So that every number is of the new choice, also while nothing is sent. What goes wrong is the snapshot's to say.
      void controller.scan().catch(() => undefined);
    } catch {
      setSaving('failed');
    }
  };

  const areAll = areAllChosen(shown, tab);
  const allAction =
    tab === 'excluded' ? 'albums.excludeNone' : areAll ? 'albums.selectNone' : 'albums.selectAll';
  const isAllOffered = shown.length > 0 && (tab === 'selected' || countOf('excluded') > 0);
  const unsaved =
    draft.size > 0 ? (
      <UnsavedChoice
        preview={preview}
        saving={saving}
        onSave={() => void save()}
        onDiscard={() => {
          setDraft(NOTHING);
          setSaving('idle');
        }}
      />
    ) : undefined;
  const isResultAbove = !isWide && isLow;
  const head = (
    <View style={{ gap: space(1.5), paddingBottom: space(0.5) }}>
      {isResultAbove && <ResultCard preview={preview} nameOf={nameOf} />}
      <ChoiceTabs
        label={t('albums.tabs.label')}
        tabs={(['selected', 'excluded'] as const).map((key) => ({
          key,
          name: t(`albums.tabs.${key}`),
          count: countOf(key),
        }))}
        current={tab}
        onChange={(next) => {
          setChosenTab({ tab: next, show });
        }}
      />
      <SearchField label={t('albums.search')} text={text} onChange={setText} />
      <View style={{ minHeight: space(6), alignItems: 'flex-end', paddingHorizontal: space(1) }}>
        {isAllOffered && (
          <TextAction
            label={t(allAction)}
            onPress={() => {
              setDraft((before) => touchAll(before, shown, tab));
            }}
          />
        )}
      </View>
    </View>
  );

  if (access.kind === 'photos' && (access.granted === 'denied' || access.granted === 'unasked')) {
    return (
      <ScreenFrame title={t('nav.albums')} isPlace>
        <NoAlbums reason="no-access" />
      </ScreenFrame>
    );
  }
  return (
    <ScreenFrame
      title={t('nav.albums')}
      isPlace
      needs={[albums]}
      skeleton={<AlbumsSkeleton />}
      scrolls={false}
      aside={
        <>
          {drafted.length > 0 && (!isResultAbove || unsaved !== undefined) && (
            <View style={{ paddingBottom: space(2) }}>
              {isResultAbove ? (
                <SectionCard style={{ padding: space(1.5), gap: space(1) }}>{unsaved}</SectionCard>
              ) : (
                <ResultCard preview={preview} nameOf={nameOf}>
                  {unsaved}
                </ResultCard>
              )}
            </View>
          )}
        </>
      }
    >
      <RoomList
        data={shown}
        extraData={tab}
        keyExtractor={({ album }) => album.id}
        ListHeaderComponent={drafted.length === 0 ? null : head}
        ListEmptyComponent={
          drafted.length === 0 ? (
            <NoAlbums reason="none-yet" />
          ) : text.trim() === '' ? null : (
            <EmptyState icon="magnify" title={t('albums.noMatch', { text: text.trim() })} />
          )
        }
        ItemSeparatorComponent={RowDivider}
        keyboardShouldPersistTaps="handled"
        initialNumToRender={12}
        windowSize={9}
        contentContainerStyle={{ paddingBottom: space(2) }}
        renderItem={({ item, index }) => (
          <View
            style={{
              backgroundColor: colors.card,
              overflow: 'hidden',
              ...(index === 0 && { borderTopStartRadius: RADIUS, borderTopEndRadius: RADIUS }),
              ...(index === shown.length - 1 && {
                borderBottomStartRadius: RADIUS,
                borderBottomEndRadius: RADIUS,
              }),
            }}
          >
            <AlbumRow
              drafted={item}
              tab={tab}
              includedIn={includedIn}
              keptOutCount={preview.data?.keptOut.get(item.album.id) ?? 0}
              unsupportedCount={preview.data?.unsupported.get(item.album.id) ?? 0}
              onTouch={touch}
            />
          </View>
        )}
      />
    </ScreenFrame>
  );
}

function RowDivider() {
  const colors = useColors();
  return (
    <View style={{ backgroundColor: colors.card }}>
      <Divider inset={11} />
    </View>
  );
}

function AlbumsSkeleton() {
  return (
    <View style={{ gap: space(1.5) }}>
      <Skeleton height={space(6.5)} radius={space(3)} />
      <Skeleton height={space(6)} radius={space(3)} />
      <Skeleton height={space(60)} radius={RADIUS} />
    </View>
  );
}
