import {
  BackupError,
  NO_DAMAGE,
  type AlbumRecord,
  type DeviceAsset,
  type LedgerFact,
  type ServerMark,
} from '@keepsake/engine';
import { expect, it } from 'vitest';
import {
  NOON_MS,
  cameraOf,
  edited,
  enumeration,
  sampleAlbum,
  sampleBackedUp,
  sampleChecksum,
  sampleChecksums,
  sampleFailure,
  samplePhoto,
  sampleTransfer,
  subject,
} from './ledger-samples.ts';
import { openedForEachTest, type OpenLedger } from './ledger-under-test.ts';

const [a, b, c, d, e, f] = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => samplePhoto(id)) as Six<DeviceAsset>;

type Six<T> = [T, T, T, T, T, T];

/** One of each kind of fact, in an order in which each changes something. */
const FACTS: readonly LedgerFact[] = [
  ...cameraOf([a, b, c, d, e, f]),
  { kind: 'settings-changed', settings: { parallelUploads: 2 }, isPlanAffected: false },
  { kind: 'room-noted', lack: { code: 'quota-exceeded', atMs: NOON_MS } },
  { kind: 'mark-noted', mark: 'life.1' as ServerMark },
  { kind: 'server-doubted', atMs: NOON_MS },
  { kind: 'asked', ...subject(a) },
  { kind: 'hashed', ...subject(a), checksums: sampleChecksums(1) },
  { kind: 'hash-discarded', id: a.id },
  { kind: 'backed-up', ...subject(a), checksums: sampleChecksums(1), settlement: sampleBackedUp('A') },
  { kind: 'albums-synced', id: a.id, albumNames: ['Camera'] },
  { kind: 'attempt-failed', ...subject(b), failure: sampleFailure(1), nextAttemptAtMs: NOON_MS + 60_000 },
  { kind: 'attempt-failed', ...subject(c), failure: sampleFailure(5), nextAttemptAtMs: undefined },
  { kind: 'vanished', id: d.id, atMs: NOON_MS + 9 },
  { kind: 'verified', ...subject(a), atMs: NOON_MS + 10_000, rereadAtMs: NOON_MS + 9_000 },
  { kind: 'found-damaged', ...subject(a), atMs: NOON_MS },
  { kind: 'transfer-noted', transfer: sampleTransfer(a, { offset: 100 }) },
  { kind: 'transfer-noted', transfer: sampleTransfer(c) },
  { kind: 'transfer-ended', upload: sampleTransfer(c).upload },
  { kind: 'backed-up', ...subject(a), checksums: sampleChecksums(1), settlement: sampleBackedUp('A2') },
  { kind: 'deleted-on-server', ...subject(e), atMs: NOON_MS + 3 },
  { kind: 'deleted-on-server', ...subject(f), atMs: NOON_MS + 3 },
  { kind: 'upload-again-wanted', ids: [e.id] },
  { kind: 'verification-completed', atMs: NOON_MS + 4 },
  { kind: 'album-backed-up', albumId: sampleAlbum('Camera').id, atMs: NOON_MS },
  { kind: 'run-completed', atMs: NOON_MS },
];

/** All or none, and twice is once. */
export function describeRecording(openLedger: OpenLedger): void {
  const test = openedForEachTest(openLedger);

  it('an empty ledger answers every question', async () => {
    expect(await test.ledger.readAlbums()).toEqual([]);
    expect(await test.ledger.readTotals()).toEqual({
      groups: [],
      nextAttemptAtMs: undefined,
      unplannedCount: 0,
    });
    expect(await test.ledger.readState()).toEqual({
      settings: {},
      lastScanId: 0,
      planRevision: 0,
      lastBackupAtMs: undefined,
      lastVerifiedAtMs: undefined,
      damage: NO_DAMAGE,
      lackOfRoom: undefined,
      serverMark: undefined,
      doubtedAtMs: undefined,
    });
    expect(await test.ledger.readTransfers()).toEqual([]);
    expect(await test.unplannedIds()).toEqual([]);
    await test.record();
    expect(await test.ledger.readConfirmedChecksums([sampleChecksum(1)])).toEqual(new Map());
    expect(await test.ledger.readConfirmedChecksums([])).toEqual(new Map());
    expect(await test.idsOf({ kind: 'by-id', ids: [] })).toEqual([]);
  });

  it('each fact that is recorded again at once changes nothing', async () => {
    for (const fact of FACTS) {
      await test.record(fact);
      const before = await test.dump();
      await test.record(fact);
      expect(await test.dump(), fact.kind).toEqual(before);
    }
  });

  it('facts of one call are written in their order, also when kinds and assets alternate', async () => {
    const next = edited(a);
    await test.record(
      ...cameraOf([a]),
      { kind: 'hashed', ...subject(a), checksums: sampleChecksums(1) },
      { kind: 'hashed', ...subject(a), checksums: sampleChecksums(2) },
      { kind: 'hash-discarded', id: a.id },
      { kind: 'hashed', ...subject(a), checksums: sampleChecksums(3) },
      { kind: 'attempt-failed', ...subject(a), failure: sampleFailure(1), nextAttemptAtMs: NOON_MS },
      { kind: 'attempt-failed', ...subject(a), failure: sampleFailure(2), nextAttemptAtMs: undefined },
      { kind: 'retry-wanted', ids: [a.id] },
      { kind: 'attempt-failed', ...subject(a), failure: sampleFailure(1), nextAttemptAtMs: NOON_MS },
    );
    expect(await test.recordOf(a)).toMatchObject({
      checksums: sampleChecksums(3),
      settlement: { kind: 'retrying', failure: sampleFailure(1) },
    });
    await test.record(
      ...enumeration(sampleAlbum('Camera'), 2, [next]),
      { kind: 'hashed', ...subject(next), checksums: sampleChecksums(4) },
      { kind: 'hashed', ...subject(a), checksums: sampleChecksums(5) },
    );
    expect((await test.recordOf(a)).checksums).toEqual(sampleChecksums(4));
  });

  it('a call with a malformed fact leaves nothing of the facts before it', async () => {
    await test.record(...cameraOf([a, b]));
    const before = await test.dump();
    for (const malformed of [
      { kind: 'no-such-fact' },
      { kind: 'assets-seen', albumId: 'Camera', scanId: 9 },
      { kind: 'backed-up', ...subject(b) },
    ]) {
      const facts = [
        ...FACTS,
        ...enumeration(sampleAlbum('Other'), 7, [c]),
        malformed as unknown as LedgerFact,
      ];
      const error: unknown = await test.ledger.record(facts).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(BackupError);
      expect(error).toMatchObject({ code: 'ledger-unavailable' });
      expect(await test.dump()).toEqual(before);
    }
    await test.record({ kind: 'run-completed', atMs: NOON_MS });
    expect((await test.ledger.readState()).lastBackupAtMs).toBe(NOON_MS);
  });

  it('[E3] everything survives a restart, attempts, errors and the next attempts among it', async () => {
    await test.record(...FACTS);
    const before = await test.dump();
    await test.reopen();
    expect(await test.dump()).toEqual(before);
    expect(await test.settlementOf(b)).toEqual({
      kind: 'retrying',
      failure: sampleFailure(1),
      nextAttemptAtMs: NOON_MS + 60_000,
    });
  });

  it('calls that overlap are each whole', async () => {
    const totals = test.ledger.readTotals();
    await Promise.all([
      test.record(...cameraOf([a, b])),
      test.ledger.readTotals().then(({ groups }) => {
        expect([0, 2]).toContain(groups.reduce((sum, { count }) => sum + count, 0));
      }),
      test.record({ kind: 'retry-wanted', ids: 'all-failed' }),
    ]);
    expect((await totals).groups).toEqual([]);
  });

  it('settings are kept one by one, the last completed run, and the last completed verification', async () => {
    const changed = { kind: 'settings-changed', isPlanAffected: false } as const;
    await test.record(
      { ...changed, settings: { parallelUploads: 2, syncAlbums: true, cutOffAtMs: NOON_MS } },
      { ...changed, settings: { parallelUploads: 7, order: 'photos-before-videos', cutOffAtMs: null } },
      { kind: 'run-completed', atMs: NOON_MS },
      { kind: 'run-completed', atMs: NOON_MS + 1 },
      { kind: 'verification-completed', atMs: NOON_MS },
      { kind: 'verification-completed', atMs: NOON_MS + 2 },
    );
    await test.reopen();
    expect(await test.ledger.readState()).toEqual({
      settings: { parallelUploads: 7, syncAlbums: true, order: 'photos-before-videos', cutOffAtMs: null },
      lastScanId: 0,
      planRevision: 0,
      lastBackupAtMs: NOON_MS + 1,
      lastVerifiedAtMs: NOON_MS + 2,
      damage: NO_DAMAGE,
      lackOfRoom: undefined,
      serverMark: undefined,
      doubtedAtMs: undefined,
    });
  });

  it('[A12] a setting that the plan follows from has the whole library planned again, and no other has', async () => {
    await test.record(...cameraOf([a, b, c]), ...enumeration(sampleAlbum('Camera'), 2, [a, b]));
    const settings = { cutOffAtMs: NOON_MS };
    await test.record({ kind: 'settings-changed', settings, isPlanAffected: false });
    expect(await test.unplannedIds()).toEqual([]);
    await test.record({ kind: 'settings-changed', settings, isPlanAffected: true });
    expect(await test.unplannedIds()).toEqual(['a', 'b']);
    expect((await test.ledger.readTotals()).unplannedCount).toBe(2);
  });

  it('[A13] that the server lacks room is kept until it is said to have some', async () => {
    const lack = { code: 'server-disk-full', atMs: NOON_MS } as const;
    await test.record({ kind: 'room-noted', lack });
    await test.reopen();
    expect((await test.ledger.readState()).lackOfRoom).toEqual(lack);
    await test.record({ kind: 'room-noted', lack: undefined });
    expect((await test.ledger.readState()).lackOfRoom).toBeUndefined();
  });

  it('[V1] how far the server has come is known, and what is in doubt until it is not', async () => {
    const told = async () => {
      const { serverMark, doubtedAtMs } = await test.ledger.readState();
      return [serverMark, doubtedAtMs];
    };
    expect(await told()).toEqual([undefined, undefined]);
    await test.record({ kind: 'mark-noted', mark: 'life.1' as ServerMark });
    await test.record(
      { kind: 'mark-noted', mark: 'life.2' as ServerMark },
      { kind: 'server-doubted', atMs: NOON_MS },
    );
    await test.reopen();
    expect(await told()).toEqual(['life.2', NOON_MS]);
    await test.record({ kind: 'server-doubted', atMs: undefined });
    expect(await told()).toEqual(['life.2', undefined]);
  });

  it('[A7] takes no plan of a choice or of settings that were changed meanwhile', async () => {
    await test.record(...cameraOf([a]));
    const [{ id: albumId }] = (await test.ledger.readAlbums()) as [AlbumRecord];
    const revision = async (): Promise<number> => (await test.ledger.readState()).planRevision;
    const unplanned = async (): Promise<number> => (await test.ledger.readTotals()).unplannedCount;
    const plan = { kind: 'planned', id: a.id, standing: { kind: 'candidate' }, albumNames: [] } as const;
    await test.record({ ...plan });
    const before = await revision();
    await test.record({ kind: 'album-chosen', albumId, choice: 'excluded' });
    await test.record({ ...plan, planRevision: before });
    expect(await unplanned()).toBe(1);
    const chosen = await revision();
    expect(chosen).toBeGreaterThan(before);
    // The same choice once more changes nothing.
    await test.record({ kind: 'album-chosen', albumId, choice: 'excluded' });
    await test.record({ ...plan, planRevision: chosen });
    expect(await unplanned()).toBe(0);
    await test.record({ kind: 'settings-changed', settings: { cutOffAtMs: 1 }, isPlanAffected: true });
    await test.record({ ...plan, planRevision: chosen });
    expect(await unplanned()).toBe(1);
  });

  it('facts about what is not known change nothing', async () => {
    const before = await test.dump();
    await test.record(
      { kind: 'album-chosen', albumId: sampleAlbum('nowhere').id, choice: 'none' },
      { kind: 'album-backed-up', albumId: sampleAlbum('nowhere').id, atMs: NOON_MS },
      { kind: 'planned', id: a.id, standing: { kind: 'candidate' }, albumNames: ['x'] },
      { kind: 'asked', ...subject(a) },
      { kind: 'hashed', ...subject(a), checksums: sampleChecksums(1) },
      { kind: 'hash-discarded', id: a.id },
      { kind: 'backed-up', ...subject(a), checksums: sampleChecksums(1), settlement: sampleBackedUp('A') },
      { kind: 'attempt-failed', ...subject(a), failure: sampleFailure(1), nextAttemptAtMs: undefined },
      { kind: 'vanished', id: a.id, atMs: NOON_MS },
      { kind: 'verified', ...subject(a), atMs: NOON_MS, rereadAtMs: NOON_MS },
      { kind: 'deleted-on-server', ...subject(a), atMs: NOON_MS },
      { kind: 'found-damaged', ...subject(a), atMs: NOON_MS },
      { kind: 'upload-again-wanted', ids: [a.id] },
      { kind: 'upload-again-wanted', ids: 'all-deleted' },
      { kind: 'transfer-ended', upload: sampleTransfer(a).upload },
      { kind: 'retry-wanted', ids: [a.id] },
      { kind: 'albums-synced', id: a.id, albumNames: ['x'] },
    );
    expect(await test.dump()).toEqual(before);
    expect(await test.ledger.readConfirmedChecksums([sampleChecksum(1)])).toEqual(new Map());
    await test.record({ kind: 'albums-listed', albums: [sampleAlbum('nowhere')] });
    expect(await test.ledger.readAlbums()).toMatchObject([{ choice: 'none', backedUpAtMs: undefined }]);
  });
}
