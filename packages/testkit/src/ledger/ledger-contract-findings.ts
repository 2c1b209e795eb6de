import { NO_DAMAGE, type AssetQuery, type DeviceAsset } from '@keepsake/engine';
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
  sampleBackedUp,
  sampleChecksum,
  sampleFailure,
  samplePhoto,
  subject,
  verified,
} from './ledger-samples.ts';
import { openedForEachTest, type OpenLedger } from './ledger-under-test.ts';

const camera = sampleAlbum('Camera');
const [a, b, c] = ['a', 'b', 'c'].map((id) => samplePhoto(id)) as [DeviceAsset, DeviceAsset, DeviceAsset];
const DELETED_AT_MS = NOON_MS + 60_000;

/** What the server was found to have done to assets that it had confirmed. */
export function describeFindings(openLedger: OpenLedger): void {
  const test = openedForEachTest(openLedger);
  const page = { afterId: undefined, after: undefined, limit: 99 } as const;
  const readyIds = () => test.idsOf({ kind: 'ready', nowMs: NOON_MS, assetKind: 'image', ...page });
  const findingOf = async (asset: DeviceAsset) => (await test.recordOf(asset)).finding;
  const damage = async () => (await test.ledger.readState()).damage;

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
      { kind: 'vanished', id: c.id, atMs: NOON_MS + 3 },
    );
    expect(await test.settlementOf(c)).toMatchObject({ kind: 'gone' });
    expect(await damage()).toMatchObject({ openCount: 3, waitingCount: 1, foundAtMs: NOON_MS + 2 });
    const listing = { kind: 'listed', isDamaged: true, ...page } as const;
    const listed = (query: Partial<AssetQuery & { kind: 'listed' }>) =>
      test.idsOf({ standing: undefined, settlement: undefined, ...listing, ...query });
    expect(await listed({})).toEqual(['a', 'b', 'c']);
    expect(await listed({ after: { createdAtMs: a.createdAtMs, id: a.id }, limit: 1 })).toEqual(['b']);
    expect(await listed({ standing: 'candidate' })).toEqual(['a', 'c']);
    expect(await listed({ albumId: camera.id })).toEqual(['a', 'b', 'c']);
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
      // It was asked for at that moment: it does not stand before all others the next time.
      proof: { verifiedAtMs: NOON_MS + 2, rereadAtMs: undefined },
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

  it('[V1] what is damaged and leaves the library before it was sent again is known as what left it before', async () => {
    await test.record(
      ...cameraOf([a, b, c]),
      ...[a, b, c].map((asset, index) => confirmed(asset, index)),
      verified(a, NOON_MS + 1, NOON_MS + 1),
      ...[a, b, c].map((asset) => damaged(asset, NOON_MS + 2)),
      { kind: 'attempt-failed', ...subject(a), failure: sampleFailure(5), nextAttemptAtMs: undefined },
      // What nobody chooses any more is not sent again; it is no less damaged.
      { kind: 'planned', id: b.id, standing: { kind: 'not-selected' }, albumNames: [] },
      { kind: 'vanished', id: c.id, atMs: NOON_MS + 3 },
      ...enumeration(camera, 2, []),
    );
    await test.reopen();
    const undone = { how: 'uploaded', atMs: NOON_MS, rereadAtMs: undefined };
    const left = {
      settlement: sampleBackedUp(undefined, { atMs: NOON_MS }),
      proof: { verifiedAtMs: NOON_MS + 2, rereadAtMs: undefined },
      isWantedAgain: false,
      finding: { what: 'damaged', atMs: NOON_MS + 2, undone, mendedAtMs: undefined },
    };
    expect(await test.recordOf(a)).toMatchObject({
      ...left,
      finding: { ...left.finding, undone: { ...undone, rereadAtMs: NOON_MS + 1 } },
    });
    expect(await test.recordOf(b)).toMatchObject(left);
    expect(await test.recordOf(c)).toMatchObject(left);
    expect(await damage()).toEqual({ ...NO_DAMAGE, lostCount: 3 });
    expect((await test.ledger.readTotals()).groups).toEqual([]);
    expect(await test.idsOf({ kind: 'backed-up', ...page })).toEqual(['a', 'b', 'c']);
    expect([...(await test.ledger.readConfirmedChecksums([sampleChecksum(1)]))]).toEqual([]);
    // Somebody else sent one; another one is back.
    await test.record(verified(a, NOON_MS + 4), ...enumeration(camera, 3, [b]));
    expect(await damage()).toMatchObject({ openCount: 1, lostCount: 1, mendedCount: 1 });
    expect(await test.settlementOf(b)).toEqual({ kind: 'pending' });
  });

  it('[V1] an edit is a new photo, of which nothing was found', async () => {
    await test.record(
      ...cameraOf([a]),
      confirmed(a, 1),
      damaged(a, NOON_MS),
      ...enumeration(camera, 2, [edited(a)]),
    );
    expect(await findingOf(a)).toBeUndefined();
    expect(await damage()).toEqual(NO_DAMAGE);
  });

  it('[V1][D10] what was found missing stays known in the same way, and is no damage', async () => {
    await test.record(
      ...cameraOf([a, b]),
      confirmed(a, 1),
      deleted(a, DELETED_AT_MS),
      deleted(b, DELETED_AT_MS),
    );
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
}
