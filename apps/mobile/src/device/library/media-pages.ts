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

/** Where a page ended: how many there were, and the last of them. */
interface Cursor {
  readonly offset: number;
  readonly lastId: string;
}

/**
 * One page of an album, the oldest first, so that what is taken meanwhile comes at the end. The platforms page by number alone: where
 * something before the page was deleted since, the page begins earlier, since a photo that is told twice harms nobody.
 */
export async function readMediaPage(
  media: Pick<PhoneMedia, 'Album' | 'Query'>,
  request: MediaPageRequest,
): Promise<MediaPage> {
  const { cursor, limit } = request;
  if (cursor === undefined) return pageFrom(media, request, 0);
  const { offset, lastId } = JSON.parse(cursor) as Cursor;
  const [before] = await query(media, request.albumId, offset - 1, 1);
  return pageFrom(media, request, before?.id === lastId ? offset : Math.max(0, offset - limit));
}

/** One more than is wanted shows whether there are more. */
async function pageFrom(
  media: Pick<PhoneMedia, 'Album' | 'Query'>,
  { albumId, limit }: MediaPageRequest,
  offset: number,
): Promise<MediaPage> {
  const found = await query(media, albumId, offset, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  if (last === undefined || found.length <= limit) return { media: page, nextCursor: undefined };
  const next: Cursor = { offset: offset + page.length, lastId: last.id };
  return { media: page, nextCursor: JSON.stringify(next) };
}

async function query(
  { Album, Query }: Pick<PhoneMedia, 'Album' | 'Query'>,
  albumId: AlbumId,
  offset: number,
  limit: number,
): Promise<readonly AssetMetadata[]> {
  // Without it Android would tell of every file that it knows.
  const all = new Query().within(MEDIA_TYPE, PICTURES);
  const inAlbum = albumId === EVERYTHING ? all : all.album(new Album(albumId));
  return inAlbum.orderBy(CREATION_TIME).offset(offset).limit(limit).exeForMetadata();
}
