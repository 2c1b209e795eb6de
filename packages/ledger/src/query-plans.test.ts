import {
  versionOf,
  type AlbumId,
  type AssetQuery,
  type Checksum,
  type DeviceAlbum,
  type DeviceAsset,
  type LedgerFact,
  type RemoteAssetId,
  type ServerMark,
  type TransferRecord,
  type UploadId,
} from '@keepsake/engine';
import { expect, it } from 'vitest';
import { openNodeSqliteDriver } from './node-sqlite-driver.ts';
import { openSqliteLedger } from './open-sqlite-ledger.ts';
import type { SqlDriver, SqlParameters } from './sql-driver.ts';

const asset = {
  id: 'a',
  kind: 'image',
  original: { fileName: 'a.jpg', sizeBytes: 1, modifiedAtMs: 1 },
  motion: undefined,
  createdAtMs: 1,
  isFavorite: false,
  durationMs: undefined,
  isInCloud: false,
} as DeviceAsset;
const { id } = asset;
const version = versionOf(asset);
const albumId = 'Camera' as AlbumId;
const album: DeviceAlbum = {
  id: albumId,
  name: 'Camera',
  kind: 'ordinary',
  parentId: undefined,
  marker: 'm',
  assetCount: 1,
};
const checksum = 'f'.repeat(40) as Checksum;
const checksums = { original: checksum, motion: undefined };
const failure = { code: 'timeout', detail: '', attempts: 1, atMs: 1 } as const;
const transfer: TransferRecord = {
  upload: 'u' as UploadId,
  assetId: id,
  version,
  part: 'original',
  checksum,
  sizeBytes: 2,
  offset: 1,
};
const cursor = { kind: 'image', createdAtMs: 1, id } as const;

/** Every kind of fact, with every branch that has statements of its own. */
const FACTS: readonly LedgerFact[] = [
  { kind: 'albums-listed', albums: [album] },
  { kind: 'albums-listed', albums: [{ ...album, name: 'renamed' }] },
  { kind: 'album-chosen', albumId, choice: 'selected' },
  { kind: 'assets-seen', albumId, scanId: 1, assets: [{ asset, version }] },
  { kind: 'album-enumerated', albumId, scanId: 1, marker: 'm', atMs: 1 },
  { kind: 'album-backed-up', albumId, atMs: 1 },
  { kind: 'planned', id, standing: { kind: 'candidate' }, albumNames: ['Camera'] },
  { kind: 'asked', id, version },
  { kind: 'hashed', id, version, checksums },
  { kind: 'hash-discarded', id },
  { kind: 'attempt-failed', id, version, failure, nextAttemptAtMs: undefined },
  { kind: 'retry-wanted', ids: 'all-failed' },
  { kind: 'retry-wanted', ids: [id] },
  {
    kind: 'backed-up',
    id,
    version,
    checksums,
    settlement: { kind: 'backed-up', how: 'uploaded', remoteId: 'r' as RemoteAssetId, atMs: 1 },
  },
  { kind: 'albums-synced', id, albumNames: ['Camera'] },
  { kind: 'verified', id, version, atMs: 2, rereadAtMs: 2 },
  { kind: 'found-damaged', id, version, atMs: 1 },
  { kind: 'deleted-on-server', id, version, atMs: 3 },
  { kind: 'upload-again-wanted', ids: [id] },
  { kind: 'upload-again-wanted', ids: 'all-deleted' },
  { kind: 'transfer-noted', transfer },
  { kind: 'transfer-ended', upload: transfer.upload },
  { kind: 'mark-noted', mark: 'life.1' as ServerMark },
  { kind: 'server-doubted', atMs: 4 },
  { kind: 'verification-completed', atMs: 4 },
  { kind: 'vanished', id, atMs: 1 },
  { kind: 'settings-changed', settings: {}, isPlanAffected: true },
  { kind: 'room-noted', lack: { code: 'quota-exceeded', atMs: 1 } },
  { kind: 'run-completed', atMs: 1 },
  { kind: 'run-completed', atMs: 2 },
  { kind: 'albums-listed', albums: [] },
];

const QUERIES: readonly AssetQuery[] = [
  { kind: 'by-id', ids: [id] },
  { kind: 'unplanned', limit: 1 },
  { kind: 'unverified', beforeMs: 1, nowMs: 1, limit: 1 },
  { kind: 'latest', nowMs: 1, after: undefined, limit: 1 },
  { kind: 'latest', nowMs: 1, after: { atMs: 1, id }, limit: 1 },
  ...[undefined, id].flatMap((afterId): AssetQuery[] => [
    { kind: 'unasked', afterId, limit: 1 },
    { kind: 'unsynced', afterId, limit: 1 },
    { kind: 'backed-up', afterId, limit: 1 },
  ]),
  ...[undefined, cursor].flatMap((after): AssetQuery[] => [
    { kind: 'ready', nowMs: 1, assetKind: 'image', after, limit: 1 },
    { kind: 'listed', standing: undefined, settlement: undefined, after, limit: 1 },
    { kind: 'listed', standing: 'candidate', settlement: undefined, after, limit: 1 },
    { kind: 'listed', standing: undefined, settlement: 'failed', after, limit: 1 },
    { kind: 'listed', standing: 'candidate', settlement: 'failed', after, limit: 1 },
    { kind: 'listed', standing: undefined, settlement: undefined, albumId, after, limit: 1 },
    { kind: 'listed', standing: undefined, settlement: 'backed-up', how: 'uploaded', after, limit: 1 },
    {
      kind: 'listed',
      standing: undefined,
      settlement: undefined,
      isDamaged: true,
      albumId,
      after,
      limit: 1,
    },
    {
      kind: 'listed',
      standing: 'ignored',
      settlement: undefined,
      assetKinds: ['unsupported'],
      albumId,
      after,
      limit: 1,
    },
  ]),
];

/** Passes everything on, and keeps each statement with its values. */
function recordingDriver(driver: SqlDriver): SqlDriver & { readonly statements: Map<string, SqlParameters> } {
  const statements = new Map<string, SqlParameters>();
  return {
    statements,
    execute: (sql) => driver.execute(sql),
    run(sql, parameters) {
      statements.set(sql, parameters);
      return driver.run(sql, parameters);
    },
    all<Row>(sql: string, parameters: SqlParameters) {
      statements.set(sql, parameters);
      return driver.all<Row>(sql, parameters);
    },
    close: () => driver.close(),
  };
}

it('no statement reads a whole table or index of assets, nor sorts what it reads', async () => {
  const driver = openNodeSqliteDriver(':memory:');
  const recording = recordingDriver(driver);
  const ledger = await openSqliteLedger(recording);
  await ledger.record(FACTS);
  await ledger.record(FACTS.slice(0, 7));
  for (const query of QUERIES) await ledger.readAssets(query);
  await ledger.readConfirmedChecksums([checksum]);
  await ledger.readTotals();
  await ledger.readAlbums();
  await ledger.readTransfers();
  await ledger.readState();

  const scans: string[] = [];
  const sorts: string[] = [];
  const pages = new Set<string>();
  for (const [sql, parameters] of recording.statements) {
    const plan = await driver.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, parameters);
    const details = plan.map(({ detail }) => detail);
    for (const detail of details) {
      // The first page of an index that holds nothing but what was asked for.
      if (/USING INDEX assets_(unasked|unsynced|backed_up)$/.test(detail) && /LIMIT \$limit$/.test(sql))
        continue;
      // The count of an index that holds nothing but what is counted.
      if (/COVERING INDEX assets_unplanned/.test(detail) && /COUNT\(\*\)/.test(sql)) continue;
      if (/AUTOMATIC|^SCAN (assets|a|memberships|m|confirmed|seen)\b/.test(detail))
        scans.push(`${detail} in ${sql}`);
      // How each came to be safe is not in the index, and looked up in its turn.
      if (/assets_queue/.test(detail) && !/ AND how = /.test(sql)) pages.add(detail.replace(/ \(.*/, ''));
    }
    // A page of several stretches sorts no more than it shows; the names of one asset's albums are few, and so is what is damaged.
    const isFew = /INDEXED BY assets_(queue|found)|json_group_array\(name\)/.test(sql);
    if (!isFew && details.some((detail) => /TEMP B-TREE FOR (GROUP|ORDER)/.test(detail))) sorts.push(sql);
  }
  await ledger.close();
  expect(recording.statements.size).toBeGreaterThan(50);
  // A change that concerns every asset of the library is written to every one.
  expect(scans).toEqual([
    'SCAN assets in UPDATE assets SET is_planned = 0 WHERE presence = 1 AND is_planned = 1',
  ]);
  expect(sorts).toEqual([]);
  expect([...pages]).toEqual(['SEARCH assets USING COVERING INDEX assets_queue']);
});
