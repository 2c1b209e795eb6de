import { throwIfCancelled, type AlbumId, type CancelSignal, type ListedAlbum } from '@keepsake/engine';
import type { Album } from 'expo-media-library/legacy';
import type { BackupNative } from '../../../modules/backup-native/src/index.ts';
import { readMarkers, type AlbumMarker, type MarkerDeps } from './album-markers.ts';
import { asLibraryErrors } from './library-errors.ts';
import { EVERYTHING } from './media-pages.ts';
import type { PhoneMedia, PhonePlatform } from './phone-media.ts';

export interface AlbumDeps extends MarkerDeps {
  readonly media: Pick<PhoneMedia, 'Album' | 'legacy' | 'Query'>;
  readonly native: Pick<BackupNative, 'findEverythingAlbum' | 'readChanges'>;
  readonly platform: PhonePlatform;
}

/** As both platforms' own apps call it in English; iOS tells it in the person's language. */
const RECENTS = 'Recents';

/**
 * The albums that the app may see: the album of everything (A3), then folders on Android; on iOS the person's albums and those that Photos keeps by itself,
 * without the empty ones of the latter. None lies in another one: Android's are folders by name, and iOS's folders hold no photos. To whom a person
 * shows a selection alone, iOS tells of no album.
 */
export async function listPhoneAlbums(
  deps: AlbumDeps,
  isSelection: boolean,
  signal: CancelSignal,
): Promise<readonly Omit<ListedAlbum, 'isPartial'>[]> {
  const { media, native, platform } = deps;
  const listing = async (): Promise<readonly Album[]> =>
    isSelection && platform === 'ios' ? [] : media.legacy.getAlbumsAsync({ includeSmartAlbums: true });
  const [listed, everythingId] = await asLibraryErrors(
    () => Promise.all([listing(), native.findEverythingAlbum()]),
    'library-unavailable',
  );
  throwIfCancelled(signal);
  const isEverything = ({ id }: Album): boolean => everythingId !== null && bare(id) === bare(everythingId);
  const ordinary = listed.filter((album) => !isEverything(album) && bare(album.id) !== '');
  const ids = [EVERYTHING, ...ordinary.map(({ id }) => id as AlbumId)];
  const shape = JSON.stringify(listed.map(({ id, title, assetCount }) => [id, title, assetCount]));
  const seen = { listing: shape, isSelection };
  const markers = await readMarkers(ids, seen, deps, () => throwIfCancelled(signal));
  const title = listed.find(isEverything)?.title ?? RECENTS;
  return [
    albumOf(EVERYTHING, title, 'everything', markers),
    ...ordinary
      .map((album) => ({ album, shown: albumOf(album.id as AlbumId, album.title, 'ordinary', markers) }))
      .filter(({ album, shown }) => album.type !== 'smartAlbum' || shown.assetCount > 0)
      .map(({ shown }) => shown),
  ];
}

/** The old API cuts identifiers of albums at their first slash, which Photos takes as well. */
const bare = (id: string): string => id.replace(/\/.*$/, '');

function albumOf(
  id: AlbumId,
  name: string,
  kind: ListedAlbum['kind'],
  markers: ReadonlyMap<AlbumId, AlbumMarker>,
): Omit<ListedAlbum, 'isPartial'> {
  const { count = 0, digest = '', touchedAt = '' } = markers.get(id) ?? {};
  return {
    id,
    name,
    kind,
    parentId: undefined,
    marker: `${count}-${digest}-${touchedAt}`,
    assetCount: count,
  };
}
