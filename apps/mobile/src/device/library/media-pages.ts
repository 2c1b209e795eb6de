import type { AlbumId } from '@keepsake/engine';
import type { AssetField, AssetMetadata, MediaType } from 'expo-media-library';
import { nativeEnum } from '../system/native-enum.ts';
import type { PhoneMedia } from './phone-media.ts';

/** The album of everything: a query without an album. On Android and iOS alike it is called "Recents" by people. */
export const EVERYTHING = 'recents' as AlbumId;

/** The values of expo-media-library's enums, which only its native build can load. */
const MEDIA_TYPE = nativeEnum<AssetField.MEDIA_TYPE>('mediaType');
const CREATION_TIME = nativeEnum<AssetField>('creationTime');
const PICTURES = ['image', 'video'].map((type) => nativeEnum<MediaType>(type));

export interface MediaPageRequest {
  readonly albumId: AlbumId;
  readonly cursor: string | undefined;
  readonly limit: number;
}

export interface MediaPage {
  readonly media: readonly AssetMetadata[];
  readonly nextCursor: string | undefined;
}

/** Where a page begins. */
interface Place {
  /** Of those only that were taken from then on, ms; undefined: of all. */
  readonly fromMs?: number | undefined;
  /** So many of them come before it. */
  readonly offset: number;
}

/** Where a page ended, and the last one on it. */
interface Cursor extends Place {
  readonly lastId: string;
}

const START: Place = { offset: 0 };

/**
 * One page of an album, the oldest first, so that what is taken meanwhile comes at the end. The platforms page by number alone, and walk past all that
 * come before: so a page is asked for from the moment at which the one before ended, where a million photos would take hours otherwise. Where
 * something before the page was deleted since, the page begins earlier, since a photo that is told twice harms nobody.
 */
export async function readMediaPage(
  media: Pick<PhoneMedia, 'Album' | 'Query'>,
  { albumId, cursor, limit }: MediaPageRequest,
): Promise<MediaPage> {
  // One more than is wanted shows whether there are more.
  const pageFrom = async (place: Place): Promise<MediaPage> =>
    pageOf(await query(media, albumId, place, limit + 1), place, limit);
  if (cursor === undefined) return pageFrom(START);
  const { fromMs, offset, lastId } = JSON.parse(cursor) as Cursor;
  const [before, ...found] = await query(media, albumId, { fromMs, offset: offset - 1 }, limit + 2);
  return before?.id === lastId
    ? pageOf(found, { fromMs, offset }, limit)
    : pageFrom({ fromMs, offset: Math.max(0, offset - limit) });
}

function pageOf(found: readonly AssetMetadata[], place: Place, limit: number): MediaPage {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  if (last === undefined || found.length <= limit) return { media: page, nextCursor: undefined };
  const next: Cursor = { ...behind(page, last, place), lastId: last.id };
  return { media: page, nextCursor: JSON.stringify(next) };
}

function behind(
  page: readonly AssetMetadata[],
  { creationTime }: AssetMetadata,
  { fromMs, offset }: Place,
): Place {
  // iOS tells a moment rounded, and Android none of those that it takes for the beginning of 1970.
  const nextMs = (creationTime ?? 0) - 1;
  const isFrom = (each: AssetMetadata): boolean => each.creationTime !== null && each.creationTime >= nextMs;
  const count = page.filter(isFrom).length;
  // A page of one moment, or of none, leaves open how many of it came before.
  if (nextMs <= 0 || count === page.length) return { fromMs, offset: offset + page.length };
  return { fromMs: nextMs, offset: count };
}

async function query(
  { Album, Query }: Pick<PhoneMedia, 'Album' | 'Query'>,
  albumId: AlbumId,
  { fromMs, offset }: Place,
  limit: number,
): Promise<readonly AssetMetadata[]> {
  // Without it Android would tell of every file that it knows.
  const all = new Query().within(MEDIA_TYPE, PICTURES);
  const inAlbum = albumId === EVERYTHING ? all : all.album(new Album(albumId));
  const later = fromMs === undefined ? inAlbum : inAlbum.gte(CREATION_TIME, fromMs);
  return later.orderBy(CREATION_TIME).offset(offset).limit(limit).exeForMetadata();
}
