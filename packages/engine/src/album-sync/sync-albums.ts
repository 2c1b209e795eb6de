import { throwIfCancelled, type CancelSignal } from '../cancel.ts';
import { BackupError } from '../errors/backup-error.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { AssetId, RemoteAssetId } from '../model/ids.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Logger } from '../ports/logger.ts';
import type { Remote } from '../ports/remote.ts';
import type { Connection } from '../run/connection.ts';

const PAGE = 1_000;
/** A login that may fill albums, and not make them, is forbidden one here and there; so many in a row are all. */
const MAX_FORBIDDEN = 3;

export interface SyncDeps {
  readonly ledger: Ledger;
  readonly remote: Remote;
  readonly connection: Connection;
  readonly logger: Logger;
}

export interface AlbumSyncResult {
  /** Assets that are in all their server albums now and were not before. */
  readonly syncedCount: number;
  /** Assets that could not be put into each of their albums; the next run tries again (S2). */
  readonly leftOverCount: number;
}

/**
 * Puts what is backed up into the server albums of the recorded names (S1). What could not be done stays recorded as
 * undone, and doing it twice changes nothing (S2). An album that is refused does not keep the others waiting.
 *
 * Errors: those that stop a run.
 */
export async function syncAlbums(deps: SyncDeps, signal: CancelSignal): Promise<AlbumSyncResult> {
  let syncedCount = 0;
  let leftOverCount = 0;
  let afterId: AssetId | undefined;
  let forbiddenInARow = 0;
  for (;;) {
    throwIfCancelled(signal);
    const records = await deps.ledger.readAssets({ kind: 'unsynced', afterId, limit: PAGE });
    if (records.length === 0) return { syncedCount, leftOverCount };

    const done = new Map<AssetRecord, string[]>(records.map((record) => [record, []]));
    for (const [albumName, members] of groupByAlbumName(records)) {
      if (forbiddenInARow >= MAX_FORBIDDEN) break;
      const added = await addMembers(deps, albumName, members, signal);
      forbiddenInARow = added === 'forbidden' ? forbiddenInARow + 1 : 0;
      if (added !== 'forbidden') for (const record of added) done.get(record)?.push(albumName);
    }
    await deps.ledger.record(
      [...done]
        .filter(([, albumNames]) => albumNames.length > 0)
        .map(([record, albumNames]) => ({ kind: 'albums-synced', id: record.asset.id, albumNames })),
    );
    for (const [record, albumNames] of done) {
      if (albumNames.length === record.albumNames.length) syncedCount += 1;
      else leftOverCount += 1;
    }
    afterId = records.at(-1)?.asset.id;
  }
}

function groupByAlbumName(records: readonly AssetRecord[]): ReadonlyMap<string, readonly AssetRecord[]> {
  const groups = new Map<string, AssetRecord[]>();
  for (const record of records) {
    for (const name of record.albumNames) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [record]);
      else group.push(record);
    }
  }
  return groups;
}

/** Those of the members that are in the album now; `forbidden`: this login may not touch albums, and still may back up. */
async function addMembers(
  { remote, connection, logger }: SyncDeps,
  albumName: string,
  members: readonly AssetRecord[],
  signal: CancelSignal,
): Promise<readonly AssetRecord[] | 'forbidden'> {
  const ids = members.map(remoteIdOf);
  try {
    const additions = await connection.call((guarded) => remote.addToAlbum(albumName, ids, guarded), signal);
    return members.filter((_member, index) => additions[index]?.kind === 'in-album');
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    const isForbidden = error.code === 'forbidden';
    if (!isForbidden && (error.disposition === 'stop' || error.disposition === 'wait')) throw error;
    logger.log('warn', 'album-not-synced', { code: error.code, assets: members.length });
    return isForbidden ? 'forbidden' : [];
  }
}

function remoteIdOf(record: AssetRecord): RemoteAssetId {
  const id = record.settlement.kind === 'backed-up' ? record.settlement.remoteId : undefined;
  if (id === undefined) throw new TypeError('an unsynced asset without a remote id');
  return id;
}
