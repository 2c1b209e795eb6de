import type { AssetId, DeviceAsset, LedgerFact } from '@keepsake/engine';
import { expect, it } from 'vitest';
import {
  NOON_MS,
  cameraOf,
  candidates,
  confirmed,
  damaged,
  deleted,
  edited,
  enumeration,
  sampleAlbum,
  sampleChecksum,
  sampleChecksums,
  sampleFailure,
  samplePhoto,
  subject,
  verified,
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
    await test.record(deleted(c, DELETED_AT_MS));
    expect(await unverifiedIds(NOON_MS + 3)).toEqual([]);
  });

  it('[V1] the latest confirmed come first, page by page, whatever was verified since', async () => {
    await test.record(...cameraOf([a, b, c, moved]));
    await test.record(
      confirmed(a, 1, NOON_MS + 2),
      confirmed(b, 2, NOON_MS + 1),
      confirmed(c, 3, NOON_MS + 2),
    );
    await test.record(confirmed(moved, 4, NOON_MS + 9), verified(b, NOON_MS + 3));
    const latestIds = (after?: { readonly atMs: number; readonly id: AssetId }, limit = 99) =>
      test.idsOf({ kind: 'latest', nowMs: NOON_MS + 4, after, limit });
    expect(await latestIds()).toEqual(['a', 'c', 'b']);
    expect(await latestIds(undefined, 1)).toEqual(['a']);
    expect(await latestIds({ atMs: NOON_MS + 2, id: a.id })).toEqual(['c', 'b']);
    expect(await latestIds({ atMs: NOON_MS + 2, id: c.id }, 1)).toEqual(['b']);
    expect(await latestIds({ atMs: NOON_MS + 1, id: b.id })).toEqual([]);
    await test.record(deleted(a, NOON_MS + 5));
    expect(await latestIds()).toEqual(['c', 'b']);
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
      ...[a, b, c].map((asset) => deleted(asset, DELETED_AT_MS)),
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
      deleted(a, DELETED_AT_MS),
      ...enumeration(camera, 2, [{ ...a, isFavorite: true }]),
      { kind: 'attempt-failed', ...subject(a), failure: sampleFailure(1), nextAttemptAtMs: NOON_MS },
      { kind: 'retry-wanted', ids: [a.id] },
      { kind: 'retry-wanted', ids: 'all-failed' },
      { kind: 'vanished', id: a.id, atMs: NOON_MS },
    );
    expect(await test.settlementOf(a)).toEqual({ kind: 'deleted-on-server', atMs: DELETED_AT_MS });
  });

  it('[D10] an edit of it is a new photo: pending, and not wanted again', async () => {
    await test.record(...cameraOf([a, b]), deleted(a, DELETED_AT_MS), deleted(b, DELETED_AT_MS));
    await test.record({ kind: 'upload-again-wanted', ids: [b.id] });
    await test.record(...enumeration(camera, 2, [edited(a), edited(b)]));
    for (const asset of [a, b]) {
      expect(await test.recordOf(asset)).toMatchObject({
        settlement: { kind: 'pending' },
        isWantedAgain: false,
      });
    }
    await test.record(deleted(a, DELETED_AT_MS));
    expect(await test.settlementOf(a)).toEqual({ kind: 'pending' });
  });

  it('[D10] out of the library it is forgotten, and a gone one in it stays gone', async () => {
    await test.record(
      ...cameraOf([a, b, c, moved]),
      confirmed(moved, 4),
      deleted(b, DELETED_AT_MS),
      { kind: 'vanished', id: c.id, atMs: NOON_MS },
      deleted(c, DELETED_AT_MS),
      ...enumeration(camera, 2, [a]),
      deleted(moved, DELETED_AT_MS),
    );
    expect(await test.settlementOf(c)).toEqual({ kind: 'gone', atMs: NOON_MS });
    expect(await test.idsOf({ kind: 'by-id', ids: [b.id, moved.id] })).toEqual([]);
    // It is not missed: the server had it, and its owner deleted it in both places.
    await test.record(deleted(c, DELETED_AT_MS));
    expect(await test.idsOf({ kind: 'by-id', ids: [c.id] })).toEqual([]);
    expect((await test.ledger.readTotals()).groups).toMatchObject([{ settlement: 'pending', count: 1 }]);
  });

  it('[D10] what the person wants again is pending until it is confirmed, and only what was deleted', async () => {
    await test.record(
      ...cameraOf([a, b, c, moved]),
      deleted(a, DELETED_AT_MS),
      deleted(b, DELETED_AT_MS),
      confirmed(c, 3),
    );
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
    await test.record(confirmed(a, 1), deleted(b, DELETED_AT_MS));
    expect((await test.recordOf(a)).isWantedAgain).toBe(false);
    expect((await test.recordOf(b)).isWantedAgain).toBe(false);
  });

  it('[V1] what is damaged on the server is not backed up but sent again, and confirms its bytes no longer', async () => {
    await test.record(
      ...cameraOf([a, b, c, moved]),
      ...[a, b, moved].map((asset, index) => confirmed(asset, index)),
      verified(a, NOON_MS, NOON_MS),
      ...enumeration(camera, 2, [a, b, c]),
      ...[a, c, moved, edited(b)].map((asset) => damaged(asset, DAMAGED_AT_MS)),
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

  it('[S3] what was sent again is in no album yet', async () => {
    const synced: LedgerFact = { kind: 'albums-synced', id: a.id, albumNames: ['Camera'] };
    const unsynced = () => test.idsOf({ kind: 'unsynced', ...page });
    await test.record(...cameraOf([a]), confirmed(a, 1), synced);
    expect(await unsynced()).toEqual([]);
    await test.record(damaged(a, DAMAGED_AT_MS), confirmed(a, 1));
    expect(await unsynced()).toEqual(['a']);
    await test.record(synced, deleted(a, DELETED_AT_MS), { kind: 'upload-again-wanted', ids: 'all-deleted' });
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
