import {
  versionOf,
  type AlbumId,
  type AssetQuery,
  type Checksum,
  type DeviceAlbum,
  type DeviceAsset,
  type LedgerFact,
  type RemoteAssetId,
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
  { kind: 'confirmation-withdrawn', checksum },
  { kind: 'vanished', id, atMs: 1 },
  { kind: 'settings-changed', settings: {} },
  { kind: 'room-noted', lack: { code: 'quota-exceeded', atMs: 1 } },
  { kind: 'run-completed', atMs: 1 },
  { kind: 'albums-listed', albums: [] },
];

const QUERIES: readonly AssetQuery[] = [
  { kind: 'by-id', ids: [id] },
  { kind: 'unplanned', limit: 1 },
  ...[undefined, id].flatMap((afterId): AssetQuery[] => [
    { kind: 'unasked', afterId, limit: 1 },
    { kind: 'unsynced', afterId, limit: 1 },
  ]),
  ...[undefined, cursor].flatMap((after): AssetQuery[] => [
    { kind: 'ready', nowMs: 1, assetKind: 'image', after, limit: 1 },
    { kind: 'listed', standing: undefined, settlement: undefined, after, limit: 1 },
    { kind: 'listed', standing: 'candidate', settlement: undefined, after, limit: 1 },
    { kind: 'listed', standing: undefined, settlement: 'failed', after, limit: 1 },
    { kind: 'listed', standing: 'candidate', settlement: 'failed', after, limit: 1 },
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

it('no statement reads a whole table of assets, but for the totals, which read one index', async () => {
  const driver = openNodeSqliteDriver(':memory:');
  const recording = recordingDriver(driver);
  const ledger = await openSqliteLedger(recording);
  await ledger.record(FACTS);
  await ledger.record(FACTS.slice(0, 7));
  for (const query of QUERIES) await ledger.readAssets(query);
  await ledger.readConfirmedChecksums([checksum]);
  await ledger.readTotals();
  await ledger.readAlbums();

  const scans: string[] = [];
  const sorts: string[] = [];
  const pages = new Set<string>();
  for (const [sql, parameters] of recording.statements) {
    const plan = await driver.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, parameters);
    const details = plan.map(({ detail }) => detail);
    for (const detail of details) {
      if (/VIRTUAL TABLE|USING INDEX assets_un(asked|synced)$/.test(detail)) continue;
      if (/AUTOMATIC|^SCAN (assets|a|memberships|m|confirmed|seen)\b/.test(detail)) scans.push(detail);
      if (/assets_queue/.test(detail)) pages.add(detail.replace(/ \(.*/, ''));
    }
    if (details.includes('USE TEMP B-TREE FOR GROUP BY')) sorts.push(sql);
  }
  await ledger.close();
  expect(recording.statements.size).toBeGreaterThan(50);
  expect(scans).toEqual(['SCAN assets USING COVERING INDEX assets_totals']);
  expect(sorts).toEqual([]);
  expect([...pages]).toEqual(['SEARCH assets USING COVERING INDEX assets_queue']);
});
