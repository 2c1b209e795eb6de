import type { User } from '../auth/caller.ts';
import type { Database } from '../database/open-database.ts';
import type { AlbumRow } from '../database/schema.ts';
import type { Answer } from '../http/route.ts';
import { readSummary, type Summary } from './album-summary.ts';

/** An album as the API shows one. */
export type AlbumBody = Answer<'readAlbum'>;

/** Albums without their assets, each with count and dates, in the order given. */
export async function albumAnswers(
  db: Database,
  owner: User,
  albums: readonly AlbumRow[],
): Promise<AlbumBody[]> {
  const answers: AlbumBody[] = [];
  for (const album of albums) answers.push(albumAnswer(owner, album, await readSummary(db, album.id)));
  return answers;
}

/** One album without its assets. */
export function albumAnswer(owner: User, album: AlbumRow, summary: Summary): AlbumBody {
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
    assets: [],
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
