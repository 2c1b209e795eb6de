import type { LedgerFact } from '@keepsake/engine';
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
const [a, b, c] = [samplePhoto('a'), samplePhoto('b'), samplePhoto('c')];
const live = samplePhoto('live', { motion: { fileName: 'live.mov', sizeBytes: 9, modifiedAtMs: NOON_MS } });
const gaveUp = (asset: typeof a): LedgerFact => ({
  kind: 'attempt-failed',
  ...subject(asset),
  failure: sampleFailure(5),
  nextAttemptAtMs: undefined,
});

/** What became of assets: hashes, confirmations, failures, and what the person wants tried again. */
export function describeSettlementFacts(openLedger: OpenLedger): void {
  const test = openedForEachTest(openLedger);
  const unsynced = () => test.idsOf({ kind: 'unsynced', afterId: undefined, limit: 99 });

  it('what is said of another version than the current one is ignored', async () => {
    await test.record(...cameraOf([a, b]), gaveUp(b));
    const before = await test.dump();
    const old = (asset: typeof a) => subject(edited(asset));
    await test.record(
      { kind: 'asked', ...old(a) },
      { kind: 'hashed', ...old(a), checksums: sampleChecksums(1) },
      { kind: 'backed-up', ...old(a), checksums: sampleChecksums(1), settlement: sampleBackedUp('A') },
      { kind: 'attempt-failed', ...old(a), failure: sampleFailure(1), nextAttemptAtMs: NOON_MS },
      { kind: 'backed-up', ...old(b), checksums: undefined, settlement: sampleBackedUp('B') },
    );
    expect(await test.dump()).toEqual(before);
    expect(await test.ledger.readConfirmedChecksums([sampleChecksum(1)])).toEqual(new Map());
  });

  it('[D2] a checksum is kept for its version until it is discarded', async () => {
    await test.record(...cameraOf([live]));
    const checksums = { original: sampleChecksum(1), motion: sampleChecksum(2) };
    await test.record({ kind: 'hashed', ...subject(live), checksums });
    expect(await test.recordOf(live)).toMatchObject({ checksums, settlement: { kind: 'pending' } });
    await test.record({ kind: 'hash-discarded', id: live.id });
    expect((await test.recordOf(live)).checksums).toBeUndefined();
    expect(await test.ledger.readConfirmedChecksums([sampleChecksum(1)])).toEqual(new Map());
  });

  it('[D6] a confirmation is kept with how it came about, and counted so', async () => {
    await test.record(
      ...cameraOf([a, b, c]),
      { kind: 'backed-up', ...subject(a), checksums: sampleChecksums(1), settlement: sampleBackedUp('A') },
      {
        kind: 'backed-up',
        ...subject(b),
        checksums: undefined,
        settlement: sampleBackedUp(undefined, { how: 'duplicate' }),
      },
    );
    expect(await test.recordOf(a)).toMatchObject({
      checksums: sampleChecksums(1),
      settlement: sampleBackedUp('A'),
    });
    expect(await test.settlementOf(b)).toEqual(sampleBackedUp(undefined, { how: 'duplicate' }));
    const { groups } = await test.ledger.readTotals();
    expect(new Set(groups.map(({ settlement, how, count }) => [settlement, how, count].join()))).toEqual(
      new Set(['backed-up,uploaded,1', 'backed-up,duplicate,1', 'pending,,1']),
    );
  });

  it('a confirmation by name alone leaves the checksums alone and confirms none', async () => {
    await test.record(
      ...cameraOf([a]),
      { kind: 'hashed', ...subject(a), checksums: sampleChecksums(1) },
      { kind: 'backed-up', ...subject(a), checksums: undefined, settlement: sampleBackedUp('A') },
    );
    expect((await test.recordOf(a)).checksums).toEqual(sampleChecksums(1));
    expect(await test.ledger.readConfirmedChecksums([sampleChecksum(1)])).toEqual(new Map());
  });

  it('[D3] confirmed bytes are known for any asset, also after the asset became another version', async () => {
    const [one, two, unknown] = [sampleChecksum(1), sampleChecksum(2), sampleChecksum(3)];
    const checksums = { original: one, motion: two };
    await test.record(
      ...cameraOf([live]),
      { kind: 'backed-up', ...subject(live), checksums, settlement: sampleBackedUp('L') },
      ...enumeration(camera, 2, [edited(live)]),
    );
    await test.reopen();
    expect(await test.ledger.readConfirmedChecksums([one, two, unknown, one])).toEqual(
      // A motion part goes when its photo goes: an equal video is not safe by it.
      new Map([[one, { remoteId: 'L' }]]),
    );
  });

  it('a confirmation without an id does not forget the id that was known for the bytes', async () => {
    const checksums = sampleChecksums(1);
    const confirmedBy = async (asset: typeof a, remoteId: string | undefined) => {
      const settlement = sampleBackedUp(remoteId);
      await test.record({ kind: 'backed-up', ...subject(asset), checksums, settlement });
      return (await test.ledger.readConfirmedChecksums([checksums.original])).get(checksums.original)
        ?.remoteId;
    };
    await test.record(...cameraOf([a, b, c]));
    expect(await confirmedBy(a, undefined)).toBeUndefined();
    expect(await confirmedBy(a, 'A')).toBe('A');
    expect(await confirmedBy(b, undefined)).toBe('A');
    expect(await confirmedBy(c, 'C')).toBe('C');
  });

  it('[E3] a failed attempt is retried at its time, or has failed', async () => {
    await test.record(...cameraOf([a, b]));
    const failure = { ...sampleFailure(3), detail: 'server said: "💥\n\'no\'"', code: 'rejected' as const };
    await test.record(
      { kind: 'attempt-failed', ...subject(a), failure, nextAttemptAtMs: NOON_MS + 500 },
      { kind: 'attempt-failed', ...subject(b), failure, nextAttemptAtMs: NOON_MS + 400 },
    );
    expect(await test.settlementOf(a)).toEqual({ kind: 'retrying', failure, nextAttemptAtMs: NOON_MS + 500 });
    expect((await test.ledger.readTotals()).nextAttemptAtMs).toBe(NOON_MS + 400);
    await test.record({ kind: 'attempt-failed', ...subject(b), failure, nextAttemptAtMs: undefined });
    expect(await test.settlementOf(b)).toEqual({ kind: 'failed', failure });
    expect((await test.ledger.readTotals()).nextAttemptAtMs).toBe(NOON_MS + 500);
    await test.record({ kind: 'planned', id: a.id, standing: { kind: 'not-selected' }, albumNames: [] });
    expect((await test.ledger.readTotals()).nextAttemptAtMs).toBeUndefined();
  });

  it('a failed attempt and a vanishing take nothing back that the server confirmed', async () => {
    await test.record(
      ...cameraOf([a]),
      { kind: 'backed-up', ...subject(a), checksums: undefined, settlement: sampleBackedUp('A') },
      gaveUp(a),
      { kind: 'vanished', id: a.id, atMs: NOON_MS },
    );
    expect(await test.settlementOf(a)).toEqual(sampleBackedUp('A'));
  });

  it('[A11] what vanished is gone, and not failed by an attempt that ends later', async () => {
    await test.record(
      ...cameraOf([a, b]),
      gaveUp(b),
      { kind: 'vanished', id: a.id, atMs: NOON_MS },
      { kind: 'vanished', id: a.id, atMs: NOON_MS + 1 },
      { kind: 'vanished', id: b.id, atMs: NOON_MS },
      gaveUp(a),
    );
    expect(await test.settlementOf(a)).toEqual({ kind: 'gone', atMs: NOON_MS });
    expect(await test.settlementOf(b)).toEqual({ kind: 'gone', atMs: NOON_MS });
    expect((await test.ledger.readTotals()).groups).toMatchObject([{ settlement: 'gone', count: 2 }]);
    // An upload that was confirmed all the same is one.
    await test.record({
      kind: 'backed-up',
      ...subject(a),
      checksums: undefined,
      settlement: sampleBackedUp('A'),
    });
    expect(await test.settlementOf(a)).toEqual(sampleBackedUp('A'));
  });

  it('a late confirmation of what left the library makes it known and uncounted', async () => {
    await test.record(...cameraOf([a]), ...enumeration(camera, 2, []));
    await test.record({
      kind: 'backed-up',
      ...subject(a),
      checksums: undefined,
      settlement: sampleBackedUp('A'),
    });
    expect((await test.ledger.readTotals()).groups).toEqual([]);
    expect(await test.settlementOf(a)).toEqual(sampleBackedUp('A'));
  });

  it('[E4] what is wanted again is pending without attempts, and only what had failed', async () => {
    await test.record(
      ...cameraOf([a, b, c, live]),
      gaveUp(a),
      gaveUp(b),
      { kind: 'attempt-failed', ...subject(c), failure: sampleFailure(2), nextAttemptAtMs: NOON_MS },
      { kind: 'backed-up', ...subject(live), checksums: undefined, settlement: sampleBackedUp('L') },
      { kind: 'retry-wanted', ids: [a.id, c.id, live.id, samplePhoto('unknown').id] },
    );
    expect(await test.settlementOf(a)).toEqual({ kind: 'pending' });
    expect(await test.settlementOf(b)).toMatchObject({ kind: 'failed' });
    expect(await test.settlementOf(c)).toMatchObject({ kind: 'retrying', failure: { attempts: 2 } });
    expect(await test.settlementOf(live)).toMatchObject({ kind: 'backed-up' });
    await test.record(gaveUp(a), { kind: 'retry-wanted', ids: 'all-failed' });
    expect(await test.settlementOf(a)).toEqual({ kind: 'pending' });
    expect(await test.settlementOf(b)).toEqual({ kind: 'pending' });
    expect(await test.settlementOf(c)).toMatchObject({ kind: 'retrying' });
  });

  it('a backed-up candidate is unsynced until it is in all its albums', async () => {
    await test.record(...cameraOf([a, b]));
    await test.record(
      ...candidates([a], ['One', "Two's ✓"]),
      ...candidates([b], []),
      { kind: 'backed-up', ...subject(a), checksums: undefined, settlement: sampleBackedUp('A') },
      { kind: 'backed-up', ...subject(b), checksums: undefined, settlement: sampleBackedUp('B') },
    );
    expect(await unsynced()).toEqual(['a']);
    await test.record({ kind: 'albums-synced', id: a.id, albumNames: [] });
    await test.record({ kind: 'albums-synced', id: a.id, albumNames: ['One'] });
    expect(await unsynced()).toEqual(['a']);
    await test.record({ kind: 'albums-synced', id: a.id, albumNames: ["Two's ✓"] });
    expect(await unsynced()).toEqual([]);
    await test.record(...candidates([a, b], ['One', 'Three']));
    expect(await unsynced()).toEqual(['a', 'b']);
    await test.record({ kind: 'albums-synced', id: a.id, albumNames: ['Three'] });
    await test.record({ kind: 'planned', id: b.id, standing: { kind: 'not-selected' }, albumNames: ['One'] });
    expect(await unsynced()).toEqual([]);
  });

  it('what the server keeps under another id is in no album yet', async () => {
    const confirmed = (asset: typeof a, remoteId: string | undefined): LedgerFact => ({
      kind: 'backed-up',
      ...subject(asset),
      checksums: undefined,
      settlement: sampleBackedUp(remoteId),
    });
    const synced: LedgerFact = { kind: 'albums-synced', id: a.id, albumNames: ['Camera'] };
    // Nothing is in an album that the server did not confirm, or whose id is not known.
    await test.record(...cameraOf([a]), synced, confirmed(a, undefined), synced);
    expect(await unsynced()).toEqual([]);
    await test.record(confirmed(a, 'A'));
    expect(await unsynced()).toEqual(['a']);
    await test.record(synced, confirmed(a, 'A'));
    expect(await unsynced()).toEqual([]);
    await test.record(confirmed(a, 'other'));
    expect(await unsynced()).toEqual(['a']);
    await test.record(synced, ...enumeration(camera, 2, [edited(a)]), confirmed(edited(a), 'other'));
    expect(await unsynced()).toEqual(['a']);
  });
}
