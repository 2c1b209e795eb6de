import { assetAnswer, selectAnswered, type AssetBody } from '../assets/asset-answer.ts';
import type { User } from '../auth/caller.ts';
import type { Database } from '../database/open-database.ts';
import type { AlbumRow } from '../database/schema.ts';
import { valuesOf } from '../database/values-of.ts';
import type { Answer } from '../http/route.ts';

/** An album as the API shows one. */
export type AlbumBody = Answer<'readAlbum'>;

interface Summary {
  readonly count: number;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly lastAdded: string | null;
}

/** Albums without their assets, each with count and dates, in the order given. */
export async function albumAnswers(
  db: Database,
  owner: User,
  albums: readonly AlbumRow[],
): Promise<AlbumBody[]> {
  const rows = await db
    .selectFrom('album_assets')
    .innerJoin('assets', 'assets.id', 'album_assets.asset_id')
    .select((eb) => [
      'album_assets.album_id',
      eb.fn.countAll<number>().as('count'),
      eb.fn.min('assets.file_created_at').as('startDate'),
      eb.fn.max('assets.file_created_at').as('endDate'),
      eb.fn.max('album_assets.added_at').as('lastAdded'),
    ])
    .where('album_assets.album_id', 'in', valuesOf(albums.map(({ id }) => id)))
    .where('assets.trashed_at', 'is', null)
    .groupBy('album_assets.album_id')
    .execute();
  const summaries = new Map(rows.map((row) => [row.album_id, row]));
  return albums.map((album) => toAnswer(owner, album, summaries.get(album.id) ?? EMPTY, []));
}

/** One album with its assets, newest first. */
export async function albumWithAssets(db: Database, owner: User, album: AlbumRow): Promise<AlbumBody> {
  const [bare] = await albumAnswers(db, owner, [album]);
  const rows = await selectAnswered(db, owner.id)
    .innerJoin('album_assets', 'album_assets.asset_id', 'assets.id')
    .where('album_assets.album_id', '=', album.id)
    .where('assets.trashed_at', 'is', null)
    .orderBy('assets.file_created_at', 'desc')
    .orderBy('assets.id')
    .execute();
  const assets = rows.map(assetAnswer);
  return {
    ...(bare ?? toAnswer(owner, album, EMPTY, [])),
    assets,
    albumThumbnailAssetId: assets[0]?.id ?? null,
  };
}

const EMPTY: Summary = { count: 0, startDate: null, endDate: null, lastAdded: null };

function toAnswer(owner: User, album: AlbumRow, summary: Summary, assets: AssetBody[]): AlbumBody {
  return {
    id: album.id,
    albumName: album.name,
    description: album.description,
    ownerId: owner.id,
    owner: {
      id: owner.id,
      name: owner.name,
      email: owner.email,
      avatarColor: 'primary',
      profileImagePath: '',
      profileChangedAt: owner.createdAt,
    },
    albumUsers: [],
    albumThumbnailAssetId: null,
    assets,
    assetCount: summary.count,
    shared: false,
    hasSharedLink: false,
    isActivityEnabled: false,
    order: 'desc',
    createdAt: album.created_at,
    updatedAt: album.updated_at,
    ...(summary.startDate !== null && { startDate: summary.startDate }),
    ...(summary.endDate !== null && { endDate: summary.endDate }),
    ...(summary.lastAdded !== null && { lastModifiedAssetTimestamp: summary.lastAdded }),
  };
}
