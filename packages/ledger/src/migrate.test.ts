import type { AssetId, AssetVersion, Checksum } from '@keepsake/engine';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listingOf } from './listing.ts';
import { openNodeSqliteDriver } from './node-sqlite-driver.ts';
import { openSqliteLedger } from './open-sqlite-ledger.ts';
import { MIGRATIONS } from './schema.ts';

let path = '';
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'keepsake-ledger-')), 'ledger.db');
});
afterEach(() => rm(join(path, '..'), { recursive: true }));

const open = () => openSqliteLedger(openNodeSqliteDriver(path));
const listing = (change: { isVideo: boolean; isInCloud: boolean }) =>
  listingOf({
    id: '' as AssetId,
    kind: change.isVideo ? 'video' : 'image',
    original: { fileName: 'a.jpg', sizeBytes: 10, modifiedAtMs: 5 },
    motion: undefined,
    createdAtMs: 7,
    isFavorite: true,
    durationMs: undefined,
    isInCloud: change.isInCloud,
  });
const photo = listing({ isVideo: false, isInCloud: false });
const video = listing({ isVideo: true, isInCloud: true });
const sum = 'f'.repeat(40) as Checksum;

/** A ledger as the first release wrote it. */
function writeFirstRelease(fill: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(path);
  database.exec(MIGRATIONS[0] as string);
  database.exec(`PRAGMA application_id = 1264936304; PRAGMA user_version = 1`);
  database.exec(`INSERT INTO albums (id, is_listed, name, kind, marker, asset_count, choice, enumerated_marker,
      enumerated_scan_id, seen_scan_id, backed_up_at_ms)
    VALUES ('Camera', 1, 'Camera', 'ordinary', 'm2', 4, 'selected', 'm1', 3, 3, 99)`);
  fill(database);
  database.close();
}

it('[V4] a ledger of the first release is opened with everything that it knew', async () => {
  writeFirstRelease((database) => {
    const columns = 'id, version, listing, kind, newest_key, size_bytes, presence, is_planned, standing';
    database.exec(`
      INSERT INTO assets (${columns}, album_names, synced_names, is_synced, original_checksum, settlement, how,
          remote_id, settled_at_ms, due_at_ms)
        VALUES ('sent', 'v1', '${photo}', 0, -7, 10, 1, 1, 0, '["Camera"]', '["Camera"]', 1, '${sum}', 1, 0, 'R', 50, NULL),
          ('sent and gone', 'v1', '${photo}', 0, -7, 10, 0, 0, 0, '[]', '[]', 1, NULL, 1, 1, NULL, 40, NULL);
      INSERT INTO assets (${columns}, settlement, settled_at_ms, failure_code, failure_detail, attempts, due_at_ms)
        VALUES ('retrying', 'v1', '${video}', 1, -7, 10, 1, 1, 0, 2, 60, 'timeout', 'no byte', 2, 1000),
          ('missed', 'v1', '${photo}', 0, -7, 10, 2, 0, 0, 4, 70, NULL, NULL, NULL, NULL);
      INSERT INTO assets (${columns}, ignored_reason)
        VALUES ('ignored', 'v1', '${photo}', 0, -7, 10, 1, 0, 3, 2);
      INSERT INTO memberships SELECT 1, asset FROM assets WHERE presence = 1;
      INSERT INTO confirmed VALUES ('${sum}', 'R');
      INSERT INTO state VALUES ('settings', '{"parallelUploads":2}'), ('lastScanId', '3'), ('lastBackupAtMs', '98'),
        ('lastEnumeratedAtMs', '97');
    `);
  });
  const ledger = await open();
  expect(await ledger.readState()).toMatchObject({ settings: { parallelUploads: 2 }, lastBackupAtMs: 98 });
  expect(await ledger.readAlbums()).toMatchObject([
    { choice: 'selected', enumeratedMarker: 'm1', enumeratedAtMs: undefined, backedUpAtMs: 99 },
  ]);
  const known = async (id: string) =>
    (await ledger.readAssets({ kind: 'by-id', ids: [id as AssetId] }))[0] ?? {};
  expect(await known('sent')).toMatchObject({
    albumIds: ['Camera'],
    albumNames: ['Camera'],
    checksums: { original: sum },
    settlement: { kind: 'backed-up', how: 'uploaded', remoteId: 'R', atMs: 50 },
    isWantedAgain: false,
    proof: { verifiedAtMs: 50, rereadAtMs: undefined },
  });
  expect(await known('sent and gone')).toMatchObject({ albumIds: [], proof: { verifiedAtMs: 40 } });
  expect(await known('retrying')).toMatchObject({
    asset: { kind: 'video', isInCloud: true },
    settlement: { kind: 'retrying', failure: { attempts: 2 }, nextAttemptAtMs: 1000 },
    proof: undefined,
  });
  expect(await known('missed')).toMatchObject({ settlement: { kind: 'gone', atMs: 70 } });
  const { groups, nextAttemptAtMs, unplannedCount } = await ledger.readTotals();
  expect({ nextAttemptAtMs, unplannedCount }).toEqual({ nextAttemptAtMs: 1000, unplannedCount: 1 });
  const common = { ignoredReason: undefined, how: undefined, count: 1, sizeBytes: 10 };
  expect(new Set(groups)).toEqual(
    new Set([
      {
        ...common,
        standing: 'candidate',
        settlement: 'backed-up',
        how: 'uploaded',
        assetKind: 'image',
        isInCloud: false,
      },
      { ...common, standing: 'candidate', settlement: 'retrying', assetKind: 'video', isInCloud: true },
      { ...common, standing: 'candidate', settlement: 'gone', assetKind: 'image', isInCloud: false },
      {
        ...common,
        standing: 'ignored',
        ignoredReason: 'before-cut-off',
        settlement: 'pending',
        assetKind: 'image',
        isInCloud: false,
      },
    ]),
  );
  // What changes from now on is counted from there.
  await ledger.record([
    { kind: 'deleted-on-server', id: 'sent' as AssetId, version: 'v1' as AssetVersion, atMs: 100 },
  ]);
  expect((await ledger.readTotals()).groups).toContainEqual({
    ...common,
    standing: 'candidate',
    settlement: 'deleted-on-server',
    assetKind: 'image',
    isInCloud: false,
  });
  expect((await ledger.readAssets({ kind: 'backed-up', afterId: undefined, limit: 9 })).length).toBe(1);
  await ledger.close();
});

it('[V1] a ledger from before findings were kept has what was deleted as found missing, and takes new ones', async () => {
  const database = new DatabaseSync(path);
  for (const step of MIGRATIONS.slice(0, 2)) database.exec(step);
  database.exec(`PRAGMA application_id = 1264936304; PRAGMA user_version = 2`);
  database.exec(`
    INSERT INTO albums (id, is_listed, name, kind, marker, asset_count) VALUES ('Camera', 1, 'Camera', 'ordinary', 'm', 2);
    INSERT INTO assets (id, version, listing, kind, newest_key, size_bytes, is_planned, standing, settlement, how,
        settled_at_ms, due_at_ms, verified_at_ms, reread_at_ms)
      VALUES ('sent', 'v1', '${photo}', 0, -7, 10, 1, 0, 1, 1, 50, NULL, 60, 60),
        ('deleted', 'v1', '${photo}', 0, -7, 10, 1, 0, 5, NULL, 70, NULL, NULL, NULL);
    INSERT INTO memberships SELECT 1, asset FROM assets;
    INSERT INTO state VALUES ('lastVerifiedAtMs', '70')`);
  database.close();
  const ledger = await open();
  const findingOf = async (id: string) =>
    (await ledger.readAssets({ kind: 'by-id', ids: [id as AssetId] }))[0]?.finding;
  expect(await findingOf('sent')).toBeUndefined();
  expect(await findingOf('deleted')).toEqual({
    what: 'missing',
    atMs: 70,
    undone: undefined,
    mendedAtMs: undefined,
  });
  expect(await ledger.readState()).toMatchObject({ lastVerifiedAtMs: 70, damage: { openCount: 0 } });
  await ledger.record([
    { kind: 'found-damaged', id: 'sent' as AssetId, version: 'v1' as AssetVersion, atMs: 80 },
  ]);
  expect(await findingOf('sent')).toEqual({
    what: 'damaged',
    atMs: 80,
    undone: { how: 'duplicate', atMs: 50, rereadAtMs: 60 },
    mendedAtMs: undefined,
  });
  expect((await ledger.readState()).damage).toMatchObject({ openCount: 1, waitingCount: 1, foundAtMs: 80 });
  await ledger.close();
});

it('a ledger of the first release with 100,000 assets is brought up to date in less than 2 s', async () => {
  writeFirstRelease((database) => {
    database.exec(`
      BEGIN;
      CREATE TEMP TABLE numbers AS
        WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 100000) SELECT value FROM n;
      INSERT INTO assets (id, version, listing, kind, newest_key, size_bytes, is_planned, standing, settlement, how,
          remote_id, settled_at_ms, original_checksum)
        SELECT printf('%016x-%d', value * 2654435761 % 4294967296, value), 'v1', '${photo}', 0, -value, 10, 1, 0, 1, 0,
          printf('remote %d', value), value, printf('%040x', value)
        FROM numbers;
      INSERT INTO memberships SELECT 1, asset FROM assets;
      COMMIT;
    `);
  });
  const before = process.cpuUsage();
  const ledger = await open();
  // Of the processor, so that the test does not depend on what else the machine does.
  const { user, system } = process.cpuUsage(before);
  expect((await ledger.readTotals()).groups).toMatchObject([{ count: 100_000 }]);
  await ledger.close();
  expect((user + system) / 1000).toBeLessThan(2_000);
});
