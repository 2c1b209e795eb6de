import { idsNewestFirst, type Collection } from '../assets/newest-first.ts';
import type { Database } from '../database/open-database.ts';
import { unsearched } from '../database/unsearched.ts';
import { valuesOf } from '../database/values-of.ts';
import { ServerError } from '../errors/server-error.ts';
import { isDamaged } from '../proof/is-doubted.ts';
import { isNoMotionPart } from '../trash/trash.ts';

/** One file of a download. */
interface DownloadFile {
  readonly id: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly fileName: string;
  readonly modifiedAt: string;
  /** Known not to be the bytes that were uploaded. */
  readonly isDamaged: boolean;
}

/** An asset of a download: its original, the motion part that it is shown with, and its sidecar. */
export interface Download {
  readonly original: DownloadFile;
  readonly motion: DownloadFile | undefined;
  readonly sidecar: { readonly path: string; readonly sizeBytes: number } | undefined;
}

/**
 * Finds what is to be downloaded of these assets, the newest first. A motion part that is named beside its photo comes
 * with it, once. What lies in the trash is only there when it is named.
 *
 * @throws ServerError not-found when one is unknown or somebody else's
 */
export async function findDownloads(
  db: Database,
  ownerId: string,
  assetIds: readonly string[],
): Promise<readonly Download[]> {
  const ids = new Set(assetIds.map((id) => id.toLowerCase()));
  const found = await selectDownloads(db, ownerId, [...ids]).execute();
  if (found.length < ids.size) throw new ServerError('not-found');
  const motions = new Set(found.map((row) => row.live_photo_video_id));
  return found.filter(({ id }) => !motions.has(id)).map(toDownload);
}

/** Finds what is to be downloaded of a collection, the newest first, page by page; a motion part comes with its photo. */
export async function* downloadPages(
  db: Database,
  ownerId: string,
  collection: Collection,
): AsyncGenerator<readonly Download[]> {
  for await (const ids of idsNewestFirst(db, ownerId, collection)) {
    let query = selectDownloads(db, ownerId, ids).where('assets.trashed_at', 'is', null);
    if (collection.kind === 'everything') query = query.where(isNoMotionPart);
    yield (await query.execute()).map(toDownload);
  }
}

function selectDownloads(db: Database, ownerId: string, ids: readonly string[]) {
  return db
    .selectFrom('assets')
    .leftJoin('assets as motion', 'motion.id', 'assets.live_photo_video_id')
    .select(['assets.id', 'assets.path', 'assets.size_bytes', 'assets.file_name', 'assets.file_modified_at'])
    .select(['assets.sidecar_path', 'assets.sidecar_size_bytes', 'assets.live_photo_video_id'])
    .select(['motion.path as motion_path', 'motion.size_bytes as motion_size_bytes'])
    .select(['motion.file_name as motion_name', 'motion.file_modified_at as motion_modified_at'])
    .select((eb) => [
      isDamaged(eb.ref('assets.id')).as('is_damaged'),
      isDamaged(eb.ref('motion.id')).as('is_motion_damaged'),
    ])
    .where(unsearched('assets.owner_id'), '=', ownerId)
    .where('assets.id', 'in', valuesOf(ids))
    .orderBy('assets.file_created_at', 'desc')
    .orderBy('assets.id', 'desc');
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDownloads>['execute']>>[number];

function toDownload(row: Row): Download {
  const { live_photo_video_id: motionId, motion_path: motionPath, motion_size_bytes: motionBytes } = row;
  const { motion_name: motionName, motion_modified_at: motionModifiedAt, sidecar_path: sidecarPath } = row;
  return {
    original: {
      id: row.id,
      path: row.path,
      sizeBytes: row.size_bytes,
      fileName: row.file_name,
      modifiedAt: row.file_modified_at,
      isDamaged: row.is_damaged === 1,
    },
    motion:
      motionId === null ||
      motionPath === null ||
      motionBytes === null ||
      motionName === null ||
      motionModifiedAt === null
        ? undefined
        : {
            id: motionId,
            path: motionPath,
            sizeBytes: motionBytes,
            fileName: motionName,
            modifiedAt: motionModifiedAt,
            isDamaged: row.is_motion_damaged === 1,
          },
    sidecar: sidecarPath === null ? undefined : { path: sidecarPath, sizeBytes: row.sidecar_size_bytes },
  };
}

/** How many bytes a download has, without the archive around them. */
export function sizeOfDownload({ original, motion, sidecar }: Download): number {
  return original.sizeBytes + (motion?.sizeBytes ?? 0) + (sidecar?.sizeBytes ?? 0);
}
