import type { AssetQuery, DeviceAsset, LedgerFact } from '@keepsake/engine';
import { expect, it } from 'vitest';
import {
  NOON_MS,
  cameraOf,
  candidates,
  edited,
  enumeration,
  sampleAlbum,
  sampleBackedUp,
  sampleChecksum,
  sampleChecksums,
  sampleFailure,
  samplePhoto,
  subject,
} from './ledger-samples.ts';
import { openedForEachTest, type OpenLedger } from './ledger-under-test.ts';

const camera = sampleAlbum('Camera');
const [a, b, c, moved] = ['a', 'b', 'c', 'moved out'].map((id) => samplePhoto(id)) as [
  DeviceAsset,
  DeviceAsset,
  DeviceAsset,
  DeviceAsset,
];
const DAMAGED_AT_MS = NOON_MS + 30_000;
const DELETED_AT_MS = NOON_MS + 60_000;
const confirmed = (asset: DeviceAsset, number: number, atMs = NOON_MS): LedgerFact => ({
  kind: 'backed-up',
  ...subject(asset),
  checksums: sampleChecksums(number),
  settlement: sampleBackedUp(asset.id, { atMs }),
});
const verified = (asset: DeviceAsset, atMs: number, rereadAtMs?: number): LedgerFact => ({
  kind: 'verified',
  ...subject(asset),
  atMs,
  rereadAtMs,
});
const deleted = (asset: DeviceAsset, atMs = DELETED_AT_MS): LedgerFact => ({
  kind: 'deleted-on-server',
  ...subject(asset),
  atMs,
});
const damaged = (asset: DeviceAsset, atMs = DAMAGED_AT_MS): LedgerFact => ({
  kind: 'found-damaged',
  ...subject(asset),
  atMs,
});

/** What the server says of assets that it has confirmed before. */
export function describeProofFacts(openLedger: OpenLedger): void {
  const test = openedForEachTest(openLedger);
  const page = { afterId: undefined, after: undefined, limit: 99 } as const;
  const readyIds = () => test.idsOf({ kind: 'ready', nowMs: NOON_MS, assetKind: 'image', ...page });
  const unverifiedIds = (beforeMs: number, limit = 99, nowMs = Infinity) =>
    test.idsOf({ kind: 'unverified', beforeMs, nowMs, limit });

  it('[V1][V2] a confirmation is the first proof; later ones move it, and what was read again stays known', async () => {
    await test.record(...cameraOf([a, b]));
    expect((await test.recordOf(a)).proof).toBeUndefined();
    await test.record(confirmed(a, 1));
    expect((await test.recordOf(a)).proof).toEqual({ verifiedAtMs: NOON_MS, rereadAtMs: undefined });
    await test.record(verified(a, NOON_MS + 1));
    expect((await test.recordOf(a)).proof).toEqual({ verifiedAtMs: NOON_MS + 1, rereadAtMs: undefined });
    await test.record(verified(a, NOON_MS + 3, NOON_MS + 2), verified(a, NOON_MS + 4));
    await test.reopen();
    expect((await test.recordOf(a)).proof).toEqual({ verifiedAtMs: NOON_MS + 4, rereadAtMs: NOON_MS + 2 });
    // It was sent again: those bytes were not read since.
    await test.record(confirmed(a, 1, NOON_MS + 5));
    expect((await test.recordOf(a)).proof).toEqual({ verifiedAtMs: NOON_MS + 5, rereadAtMs: undefined });
  });

  it('[V1] what is not backed up has no proof', async () => {
    await test.record(
      ...cameraOf([a, b, c]),
      confirmed(a, 1),
      confirmed(b, 2),
      verified(c, NOON_MS, NOON_MS),
      { kind: 'verified', ...subject(edited(b)), atMs: NOON_MS + 9, rereadAtMs: NOON_MS + 9 },
      ...enumeration(camera, 2, [edited(a), b, c]),
      verified(a, NOON_MS),
    );
    expect((await test.recordOf(a)).proof).toBeUndefined();
    expect((await test.recordOf(b)).proof).toEqual({ verifiedAtMs: NOON_MS, rereadAtMs: undefined });
    expect((await test.recordOf(c)).proof).toBeUndefined();
  });

  it('[V1] what is backed up comes by id, page by page, also what is out of the library or no candidate', async () => {
    const assets = ['｡', '🏝️', 'b', 'a', 'moved', 'excluded'].map((id) => samplePhoto(id));
    const excluded = assets.at(-1) as DeviceAsset;
    await test.record(
      ...cameraOf([...assets, c]),
      ...assets.map((asset, index) => confirmed(asset, index)),
      { kind: 'planned', id: excluded.id, standing: { kind: 'not-selected' }, albumNames: [] },
      ...enumeration(camera, 2, [...assets.filter(({ id }) => id !== 'moved'), c]),
    );
    const ids: string[] = [];
    for (;;) {
      const afterId = ids.at(-1) as DeviceAsset['id'] | undefined;
      const next = await test.idsOf({ kind: 'backed-up', afterId, limit: 4 });
      if (next.length === 0) break;
      ids.push(...next);
    }
    expect(ids).toEqual(['a', 'b', 'excluded', 'moved', '｡', '🏝️']);
  });

  it('[V1] the longest unverified come first, up to the limit, and no more once they are verified', async () => {
    await test.record(
      ...cameraOf([a, b, c, moved, samplePhoto('pending')]),
      confirmed(a, 1, NOON_MS + 3),
      confirmed(b, 2, NOON_MS + 1),
      confirmed(c, 3, NOON_MS + 2),
      confirmed(moved, 4, NOON_MS),
      ...enumeration(camera, 2, [a, b, c]),
    );
    expect(await unverifiedIds(NOON_MS + 3)).toEqual(['moved out', 'b', 'c']);
    expect(await unverifiedIds(NOON_MS + 3, 2)).toEqual(['moved out', 'b']);
    await test.record(verified(moved, NOON_MS + 3), verified(b, NOON_MS + 9));
    expect(await unverifiedIds(NOON_MS + 3)).toEqual(['c']);
    expect((await unverifiedIds(NOON_MS + 4)).slice(0, 1)).toEqual(['c']);
    await test.record(deleted(c));
    expect(await unverifiedIds(NOON_MS + 3)).toEqual([]);
  });

  it('[V1] what was verified in the future, by a clock that was ahead, is unverified too, and comes last', async () => {
    await test.record(
      ...cameraOf([a, b, c]),
      confirmed(a, 1, NOON_MS + 9),
      confirmed(b, 2, NOON_MS),
      confirmed(c, 3, NOON_MS + 2),
    );
    expect(await unverifiedIds(NOON_MS + 1, 99, NOON_MS + 3)).toEqual(['b', 'a']);
    expect(await unverifiedIds(NOON_MS + 1, 1, NOON_MS + 3)).toEqual(['b']);
    await test.record(verified(a, NOON_MS + 3));
    expect(await unverifiedIds(NOON_MS + 1, 99, NOON_MS + 3)).toEqual(['b']);
  });

  it('[D10] what was deleted on the server is not sent by itself, and its bytes stay confirmed', async () => {
    await test.record(
      ...cameraOf([a, b, c]),
      confirmed(a, 1),
      verified(a, NOON_MS, NOON_MS),
      { kind: 'attempt-failed', ...subject(c), failure: sampleFailure(2), nextAttemptAtMs: NOON_MS },
      ...[a, b, c].map((asset) => deleted(asset)),
    );
    await test.reopen();
    for (const asset of [a, b, c]) {
      expect(await test.recordOf(asset)).toMatchObject({
        settlement: { kind: 'deleted-on-server', atMs: DELETED_AT_MS },
        isWantedAgain: false,
        proof: undefined,
      });
    }
    expect((await test.recordOf(a)).checksums).toEqual(sampleChecksums(1));
    expect([...(await test.ledger.readConfirmedChecksums([sampleChecksum(1)])).keys()]).toHaveLength(1);
    expect(await readyIds()).toEqual([]);
    expect(await test.idsOf({ kind: 'unasked', ...page })).toEqual([]);
    expect(await test.idsOf({ kind: 'backed-up', ...page })).toEqual([]);
    expect(await test.ledger.readTotals()).toMatchObject({
      groups: [{ settlement: 'deleted-on-server', how: undefined, count: 3 }],
      nextAttemptAtMs: undefined,
    });
    const listing = { kind: 'listed', standing: 'candidate', settlement: 'deleted-on-server' } as const;
    expect(await test.idsOf({ ...listing, ...page })).toEqual(['a', 'b', 'c']);
  });

  it('[D10] a scan, a failure, a vanishing and a wish to retry leave it deleted on the server', async () => {
    await test.record(
      ...cameraOf([a]),
      deleted(a),
      ...enumeration(camera, 2, [{ ...a, isFavorite: true }]),
      { kind: 'attempt-failed', ...subject(a), failure: sampleFailure(1), nextAttemptAtMs: NOON_MS },
      { kind: 'retry-wanted', ids: [a.id] },
      { kind: 'retry-wanted', ids: 'all-failed' },
      { kind: 'vanished', id: a.id, atMs: NOON_MS },
    );
    expect(await test.settlementOf(a)).toEqual({ kind: 'deleted-on-server', atMs: DELETED_AT_MS });
  });

  it('[D10] an edit of it is a new photo: pending, and not wanted again', async () => {
    await test.record(...cameraOf([a, b]), deleted(a), deleted(b));
    await test.record({ kind: 'upload-again-wanted', ids: [b.id] });
    await test.record(...enumeration(camera, 2, [edited(a), edited(b)]));
    for (const asset of [a, b]) {
      expect(await test.recordOf(asset)).toMatchObject({
        settlement: { kind: 'pending' },
        isWantedAgain: false,
      });
    }
    await test.record(deleted(a));
    expect(await test.settlementOf(a)).toEqual({ kind: 'pending' });
  });

  it('[D10] out of the library it is forgotten, and a gone one in it stays gone', async () => {
    await test.record(
      ...cameraOf([a, b, c, moved]),
      confirmed(moved, 4),
      deleted(b),
      { kind: 'vanished', id: c.id, atMs: NOON_MS },
      deleted(c),
      ...enumeration(camera, 2, [a]),
      deleted(moved),
    );
    expect(await test.settlementOf(c)).toEqual({ kind: 'gone', atMs: NOON_MS });
    expect(await test.idsOf({ kind: 'by-id', ids: [b.id, moved.id] })).toEqual([]);
    // It is not missed: the server had it, and its owner deleted it in both places.
    await test.record(deleted(c));
    expect(await test.idsOf({ kind: 'by-id', ids: [c.id] })).toEqual([]);
    expect((await test.ledger.readTotals()).groups).toMatchObject([{ settlement: 'pending', count: 1 }]);
  });

  it('[D10] what the person wants again is pending until it is confirmed, and only what was deleted', async () => {
    await test.record(...cameraOf([a, b, c, moved]), deleted(a), deleted(b), confirmed(c, 3));
    await test.record({
      kind: 'upload-again-wanted',
      ids: [a.id, c.id, moved.id, samplePhoto('unknown').id],
    });
    expect(await test.recordOf(a)).toMatchObject({ settlement: { kind: 'pending' }, isWantedAgain: true });
    expect(await test.recordOf(b)).toMatchObject({ settlement: { kind: 'deleted-on-server' } });
    expect(await test.recordOf(c)).toMatchObject({ settlement: { kind: 'backed-up' }, isWantedAgain: false });
    expect(await test.recordOf(moved)).toMatchObject({ isWantedAgain: false });
    await test.record({ kind: 'upload-again-wanted', ids: 'all-deleted' });
    await test.reopen();
    expect(await test.recordOf(b)).toMatchObject({ settlement: { kind: 'pending' }, isWantedAgain: true });
    expect(await readyIds()).toEqual(['a', 'b', 'moved out']);
    // Failing does not end the wish, its fulfilment does.
    const failure = sampleFailure(5);
    await test.record({ kind: 'attempt-failed', ...subject(a), failure, nextAttemptAtMs: undefined });
    await test.record({ kind: 'retry-wanted', ids: 'all-failed' });
    expect((await test.recordOf(a)).isWantedAgain).toBe(true);
    await test.record(confirmed(a, 1), deleted(b));
    expect((await test.recordOf(a)).isWantedAgain).toBe(false);
    expect((await test.recordOf(b)).isWantedAgain).toBe(false);
  });

  it('[V1] what is damaged on the server is not backed up but sent again, and confirms its bytes no longer', async () => {
    await test.record(
      ...cameraOf([a, b, c, moved]),
      ...[a, b, moved].map((asset, index) => confirmed(asset, index)),
      verified(a, NOON_MS, NOON_MS),
      ...enumeration(camera, 2, [a, b, c]),
      ...[a, c, moved, edited(b)].map((asset) => damaged(asset)),
    );
    expect(await test.recordOf(a)).toMatchObject({
      settlement: { kind: 'pending' },
      isWantedAgain: true,
      proof: undefined,
      checksums: sampleChecksums(0),
    });
    expect(await readyIds()).toEqual(['a', 'c']);
    expect((await test.recordOf(c)).isWantedAgain).toBe(false);
    expect(await test.idsOf({ kind: 'backed-up', ...page })).toEqual(['b', 'moved out']);
    const known = await test.ledger.readConfirmedChecksums([0, 1, 2].map(sampleChecksum));
    expect([...known.keys()]).toEqual([sampleChecksum(1)]);
  });

  const findingOf = async (asset: DeviceAsset) => (await test.recordOf(asset)).finding;
  const damage = async () => (await test.ledger.readState()).damage;
  const NO_DAMAGE = {
    openCount: 0,
    waitingCount: 0,
    lostCount: 0,
    foundAtMs: undefined,
    mendedCount: 0,
    mendedAtMs: undefined,
  };

  it('[V1] what was found damaged stays known with the confirmation that it undid, until the right bytes are confirmed', async () => {
    await test.record(
      ...cameraOf([a, b]),
      confirmed(a, 1),
      verified(a, NOON_MS + 1, NOON_MS + 1),
      confirmed(b, 2),
    );
    expect(await findingOf(a)).toBeUndefined();
    expect(await damage()).toEqual(NO_DAMAGE);
    await test.record(damaged(a, NOON_MS + 5), { kind: 'verification-completed', atMs: NOON_MS + 6 });
    await test.reopen();
    const open = {
      what: 'damaged',
      atMs: NOON_MS + 5,
      undone: { how: 'uploaded', atMs: NOON_MS, rereadAtMs: NOON_MS + 1 },
      mendedAtMs: undefined,
    };
    expect(await findingOf(a)).toEqual(open);
    expect(await findingOf(b)).toBeUndefined();
    expect(await damage()).toEqual({
      ...NO_DAMAGE,
      openCount: 1,
      waitingCount: 1,
      foundAtMs: NOON_MS + 5,
    });
    // Neither a look, nor an attempt that fails, nor another try mends it.
    await test.record(...enumeration(camera, 2, [{ ...a, isFavorite: true }, b]), ...candidates([a], []), {
      kind: 'attempt-failed',
      ...subject(a),
      failure: sampleFailure(5),
      nextAttemptAtMs: undefined,
    });
    expect(await findingOf(a)).toEqual(open);
    expect(await damage()).toMatchObject({ openCount: 1, waitingCount: 0 });
    await test.record({ kind: 'retry-wanted', ids: 'all-failed' });
    expect(await damage()).toMatchObject({ openCount: 1, waitingCount: 1 });

    await test.record(confirmed(a, 1, NOON_MS + 8));
    expect(await findingOf(a)).toEqual({ ...open, mendedAtMs: NOON_MS + 8 });
    const mended = { ...NO_DAMAGE, mendedCount: 1, mendedAtMs: NOON_MS + 8 };
    expect(await damage()).toEqual(mended);
    // Confirmed under another id later, it was still mended when it was.
    await test.record(confirmed(a, 1, NOON_MS + 9));
    expect(await damage()).toEqual(mended);
    // The next verification has its own news; the photo's history is kept.
    await test.record({ kind: 'verification-completed', atMs: NOON_MS + 10 });
    expect(await damage()).toEqual(NO_DAMAGE);
    expect(await findingOf(a)).toEqual({ ...open, mendedAtMs: NOON_MS + 8 });
    await test.record(damaged(a, NOON_MS + 11));
    expect(await findingOf(a)).toEqual({
      what: 'damaged',
      atMs: NOON_MS + 11,
      undone: { how: 'uploaded', atMs: NOON_MS + 9, rereadAtMs: undefined },
      mendedAtMs: undefined,
    });
  });

  it('[V1] what is damaged and no candidate, or gone before it could be sent, is not sent again by itself', async () => {
    await test.record(
      ...cameraOf([a, b, c]),
      ...[a, b, c].map((asset, index) => confirmed(asset, index)),
      ...[a, b, c].map((asset, index) => damaged(asset, NOON_MS + index)),
      { kind: 'planned', id: b.id, standing: { kind: 'not-selected' }, albumNames: [] },
      ...enumeration(camera, 2, [a, b]),
    );
    expect(await test.settlementOf(c)).toMatchObject({ kind: 'gone' });
    expect(await damage()).toMatchObject({ openCount: 3, waitingCount: 1, foundAtMs: NOON_MS + 2 });
    const listing = { kind: 'listed', isDamaged: true, ...page } as const;
    const listed = (query: Partial<AssetQuery & { kind: 'listed' }>) =>
      test.idsOf({ standing: undefined, settlement: undefined, ...listing, ...query });
    expect(await listed({})).toEqual(['a', 'b', 'c']);
    expect(await listed({ after: { createdAtMs: a.createdAtMs, id: a.id }, limit: 1 })).toEqual(['b']);
    expect(await listed({ standing: 'candidate' })).toEqual(['a', 'c']);
    expect(await listed({ albumId: camera.id })).toEqual(['a', 'b']);
    expect(await listed({ assetKinds: ['video'] })).toEqual([]);
    expect(await listed({ isDamaged: false, settlement: 'gone' })).toEqual(['c']);
    await test.record(confirmed(a, 0, NOON_MS + 9));
    expect(await listed({})).toEqual(['b', 'c']);
  });

  it('[V1] what is damaged and out of the library is known for it, compared again, and sent once it is back', async () => {
    const rest = enumeration(camera, 2, [b]);
    await test.record(...cameraOf([a, b]), confirmed(a, 1), verified(a, NOON_MS + 1, NOON_MS + 1), ...rest);
    await test.record(damaged(a, NOON_MS + 2));
    await test.reopen();
    const undone = { how: 'uploaded', atMs: NOON_MS, rereadAtMs: NOON_MS + 1 };
    const finding = { what: 'damaged', atMs: NOON_MS + 2, undone, mendedAtMs: undefined };
    expect(await test.recordOf(a)).toMatchObject({
      finding,
      proof: { verifiedAtMs: NOON_MS + 1, rereadAtMs: undefined },
    });
    expect(await damage()).toEqual({ ...NO_DAMAGE, lostCount: 1 });
    expect(await test.idsOf({ kind: 'backed-up', ...page })).toEqual(['a']);
    expect(await readyIds()).toEqual(['b']);
    expect([...(await test.ledger.readConfirmedChecksums([sampleChecksum(1)]))]).toEqual([]);
    // Another look finds the same; somebody else sent it, and then it is there.
    await test.record(damaged(a, NOON_MS + 3));
    expect(await findingOf(a)).toEqual({ ...finding, atMs: NOON_MS + 3 });
    await test.record(verified(a, NOON_MS + 4));
    expect(await findingOf(a)).toMatchObject({ mendedAtMs: NOON_MS + 4 });
    expect(await damage()).toMatchObject({ lostCount: 0, mendedCount: 1 });

    await test.record(damaged(a, NOON_MS + 5), ...enumeration(camera, 3, [a, b]));
    expect(await test.recordOf(a)).toMatchObject({
      settlement: { kind: 'pending' },
      proof: undefined,
      finding: { atMs: NOON_MS + 5 },
    });
    expect(await damage()).toMatchObject({ openCount: 1, lostCount: 0, foundAtMs: NOON_MS + 5 });
  });

  it('[V1] an edit is a new photo, of which nothing was found', async () => {
    await test.record(...cameraOf([a]), confirmed(a, 1), damaged(a), ...enumeration(camera, 2, [edited(a)]));
    expect(await findingOf(a)).toBeUndefined();
    expect(await damage()).toEqual(NO_DAMAGE);
  });

  it('[V1][D10] what was found missing stays known in the same way, and is no damage', async () => {
    await test.record(...cameraOf([a, b]), confirmed(a, 1), deleted(a), deleted(b));
    const undone = { how: 'uploaded', atMs: NOON_MS, rereadAtMs: undefined };
    const missing = { what: 'missing', atMs: DELETED_AT_MS, undone, mendedAtMs: undefined };
    expect(await findingOf(a)).toEqual(missing);
    expect(await findingOf(b)).toEqual({ ...missing, undone: undefined });
    await test.record({ kind: 'upload-again-wanted', ids: 'all-deleted' });
    expect(await findingOf(a)).toEqual(missing);
    await test.record(confirmed(a, 1, DELETED_AT_MS + 5));
    expect(await findingOf(a)).toEqual({ ...missing, mendedAtMs: DELETED_AT_MS + 5 });
    expect(await damage()).toEqual(NO_DAMAGE);
    // Damaged first, and then not there at all: it was confirmed as long as before.
    await test.record(damaged(a, DELETED_AT_MS + 7), deleted(a, DELETED_AT_MS + 9));
    expect(await findingOf(a)).toEqual({
      ...missing,
      atMs: DELETED_AT_MS + 9,
      undone: { ...undone, atMs: DELETED_AT_MS + 5 },
    });
  });

  it('[S3] what was sent again is in no album yet', async () => {
    const synced: LedgerFact = { kind: 'albums-synced', id: a.id, albumNames: ['Camera'] };
    const unsynced = () => test.idsOf({ kind: 'unsynced', ...page });
    await test.record(...cameraOf([a]), confirmed(a, 1), synced);
    expect(await unsynced()).toEqual([]);
    await test.record(damaged(a), confirmed(a, 1));
    expect(await unsynced()).toEqual(['a']);
    await test.record(synced, deleted(a), { kind: 'upload-again-wanted', ids: 'all-deleted' });
    await test.record(confirmed(a, 1), ...candidates([a], ['Camera']));
    expect(await unsynced()).toEqual(['a']);
  });

  it('[A13] the totals tell photos from videos, and what must be downloaded first', async () => {
    const inCloud = samplePhoto('in the cloud', { isInCloud: true });
    const video = samplePhoto('video', { kind: 'video' });
    await test.record(...cameraOf([a, b, inCloud, video]), confirmed(b, 1));
    const groupsOf = async () =>
      (await test.ledger.readTotals()).groups
        .map((group) => [group.settlement, group.assetKind, group.isInCloud, group.count].join())
        .sort();
    expect(await groupsOf()).toEqual([
      'backed-up,image,false,1',
      'pending,image,false,1',
      'pending,image,true,1',
      'pending,video,false,1',
    ]);
    await test.record(...enumeration(camera, 2, [a, b, { ...inCloud, isInCloud: false }, video]));
    expect(await groupsOf()).toEqual([
      'backed-up,image,false,1',
      'pending,image,false,2',
      'pending,video,false,1',
    ]);
  });
}
