import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { PixelRatio, View } from 'react-native';
import { nameOfAlbum } from '../../components/album-name.ts';
import { AppText } from '../../components/AppText.tsx';
import { CheckMark } from '../../components/CheckMark.tsx';
import { linkToList } from '../../components/links.ts';
import { Picture } from '../../components/Picture.tsx';
import { plainName } from '../../components/plain-name.ts';
import { StandIn } from '../../components/StandIn.tsx';
import { Touchable, TouchableLink } from '../../components/Touchable.tsx';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { AppIcon } from '../../icons/AppIcon.tsx';
import { space } from '../../theme/layout.ts';
import { useColors } from '../../theme/use-app-theme.ts';
import type { AlbumTab, DraftedAlbum } from './album-choices.ts';

const COVER = 56;
const BADGE = 20;
/** As high as a line of words, also where spaces collapse. */
const NO_NOTE = '\u00a0';

/** One album with what is said of it: its cover leads to its photos, the rest of the row chooses it. */
export const AlbumRow = memo(function AlbumRow({
  drafted,
  tab,
  includedIn,
  keptOutCount,
  unsupportedCount,
  onTouch,
}: {
  readonly drafted: DraftedAlbum;
  readonly tab: AlbumTab;
  /** The name of the selected album of everything, if it is selected. */
  readonly includedIn: string | undefined;
  /** How many photos it keeps out that are selected elsewhere. */
  readonly keptOutCount: number;
  /** How many files in it are neither photo nor video. */
  readonly unsupportedCount: number;
  readonly onTouch: (drafted: DraftedAlbum) => void;
}) {
  const { t } = useTranslation();
  const colors = useColors();
  const { photos, device } = useAppPorts();
  const { album, choice, parent } = drafted;
  const count = t('albums.photos', { count: Math.max(0, album.assetCount - unsupportedCount) });
  const where = parent === undefined ? count : t('albums.inside', { count, album: plainName(parent.name) });
  const name = nameOfAlbum(album, device.kind, t);
  const meaning =
    album.kind === 'everything' && tab === 'selected' ? t(`albums.everything.${device.kind}`) : undefined;
  const note = noteOf({ drafted, tab, includedIn, keptOutCount, t });
  // What is said of an album comes and goes with what is chosen: its line stays, so that no row moves.
  const hasNoteLine = note !== undefined || album.kind === 'ordinary';
  return (
    <View style={{ flexDirection: 'row' }}>
      <TouchableLink
        href={linkToList('all', album.kind === 'ordinary' ? album.id : undefined)}
        label={t('albums.show', { album: name })}
        style={{ justifyContent: 'center', paddingStart: space(2), paddingEnd: space(1) }}
      >
        <Picture
          source={photos.coverOf(album.id, PixelRatio.getPixelSizeForLayoutSize(COVER))}
          edge={COVER}
          radius={space(1)}
          standIn={<StandIn icon="image-album" edge={COVER} />}
        >
          <View
            style={{
              position: 'absolute',
              bottom: space(0.5),
              end: space(0.5),
              borderRadius: BADGE / 2,
              backgroundColor: colors.card,
            }}
          >
            <AppIcon name="chevron-right" color={colors.text} size={BADGE} />
          </View>
        </Picture>
      </TouchableLink>
      <Touchable
        role="checkbox"
        aria-checked={choice === tab}
        aria-label={[name, where, meaning, note?.text].filter((part) => part !== undefined).join('. ')}
        onPress={() => {
          onTouch(drafted);
        }}
        style={{
          flex: 1,
          flexDirection: 'row',
          alignItems: 'center',
          gap: space(2),
          paddingStart: space(1),
          paddingEnd: space(2),
          paddingVertical: space(1),
          minHeight: COVER + space(2),
        }}
      >
        <View style={{ flex: 1 }}>
          <AppText numberOfLines={2}>{name}</AppText>
          <AppText size="small" color="quietText" numberOfLines={2}>
            {where}
          </AppText>
          {meaning !== undefined && (
            <AppText size="small" color="quietText">
              {meaning}
            </AppText>
          )}
          {hasNoteLine && (
            <AppText
              size="small"
              color={note?.isConflict === true ? 'onWaitingGround' : 'quietText'}
              // A warning is read to its end.
              numberOfLines={note?.isConflict === true ? undefined : 1}
            >
              {note?.text ?? NO_NOTE}
            </AppText>
          )}
        </View>
        <CheckMark isOn={choice === tab} meaning={tab === 'selected' ? 'in' : 'out'} />
      </Touchable>
    </View>
  );
});

/** What follows for this album from what is said of others, or under the other tab. */
function noteOf({
  drafted: { album, choice, excludedAround },
  tab,
  includedIn,
  keptOutCount,
  t,
}: {
  readonly drafted: DraftedAlbum;
  readonly tab: AlbumTab;
  readonly includedIn: string | undefined;
  readonly keptOutCount: number;
  readonly t: TFunction;
}): { readonly text: string; readonly isConflict: boolean } | undefined {
  if (choice === 'excluded') {
    if (tab === 'selected') return { text: t('albums.isExcluded'), isConflict: true };
    return keptOutCount === 0
      ? undefined
      : { text: t('albums.keepsOut', { count: keptOutCount }), isConflict: true };
  }
  if (excludedAround !== undefined)
    return {
      text: t('albums.liesInExcluded', { album: plainName(excludedAround.name) }),
      isConflict: choice === 'selected',
    };
  if (choice === 'selected')
    return tab === 'excluded' ? { text: t('albums.isSelected'), isConflict: false } : undefined;
  return includedIn === undefined || album.kind === 'everything'
    ? undefined
    : { text: t('albums.isIncluded', { album: includedIn }), isConflict: false };
}
