import {
  checksumOfContent,
  createEngineWorld,
  createSeededRandom,
  FAKE_EVERYTHING,
  FakeRemote,
  overriding,
} from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import type { AlbumId, AssetId, AssetRecord, ErrorCode, Ledger } from '../index.ts';
import { explainAsset } from '../explain/explain-asset.ts';
import { afterEnding, summariseTotals, type Statistics } from './statistics.ts';

const EVENTS = 200;
const UPLOAD_FAULTS: readonly ErrorCode[] = [
  'server-error',
  'timeout',
  'rejected',
  'network',
  'quota-exceeded',
  'unauthorized',
  'too-many-requests',
];

function expectAddedUp(statistics: Statistics): void {
  const { libraryCount, candidates, ...counts } = statistics;
  const { uploadedCount, duplicateCount, waitingCount, failedCount, goneCount } = counts;
  const { excludedCount, notSelectedCount, ignoredCount } = counts;
  const { deletedOnServerCount } = counts;
  const settled = uploadedCount + duplicateCount + failedCount + goneCount + deletedOnServerCount;
  expect(settled + waitingCount + excludedCount).toBe(libraryCount - notSelectedCount - ignoredCount);
  expect(candidates.totalCount).toBe(
    candidates.backedUpCount + candidates.waitingCount + candidates.failedCount,
  );
  expect(candidates.backedUpCount).toBeLessThanOrEqual(uploadedCount + duplicateCount);
  const all: readonly number[] = [
    ...Object.values<number>(counts),
    ...Object.values<number>({ ...candidates }),
  ];
  for (const count of all) {
    expect(count).toBeGreaterThanOrEqual(0);
  }
}

async function listAll(ledger: Ledger): Promise<readonly AssetRecord[]> {
  return ledger.readAssets({
    kind: 'listed',
    standing: undefined,
    settlement: undefined,
    after: undefined,
    limit: 10_000,
  });
}

/** The counts of the answers to *why*, which must be those of the statistics. */
async function expectExplained(ledger: Ledger): Promise<void> {
  // Read in one go, so that nothing is recorded in between.
  const [totals, records, albumList, state] = await Promise.all([
    ledger.readTotals(),
    listAll(ledger),
    ledger.readAlbums(),
    ledger.readState(),
  ]);
  const albums = new Map(albumList.map((album) => [album.id, album]));
  const counts = new Map<string, number>();
  let unsupportedCount = 0;
  for (const record of records) {
    const why = explainAsset(record, {
      albums,
      ...state,
      allowance: { image: undefined, video: undefined },
    });
    counts.set(why.kind, (counts.get(why.kind) ?? 0) + 1);
    if (why.kind === 'ignored' && why.reason === 'unsupported-type') unsupportedCount += 1;
  }
  const of = (kind: string): number => counts.get(kind) ?? 0;
  const { candidates: _candidates, libraryCount, ...statistics } = summariseTotals(totals);
  expect(statistics).toEqual({
    uploadedCount: of('backed-up'),
    duplicateCount: of('duplicate'),
    waitingCount: of('waiting'),
    failedCount: of('failed'),
    goneCount: of('gone'),
    deletedOnServerCount: of('deleted-on-server'),
    excludedCount: of('excluded'),
    notSelectedCount: of('not-selected'),
    ignoredCount: of('ignored'),
    unsupportedCount,
  });
  expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(libraryCount);
}

describe('the statistics of a run', () => {
  it.each(['uploaded', 'duplicate', 'failed', 'gone', 'deleted'] as const)(
    '[T1] add up also between two readings of the ledger, after one that is %s',
    (ending) => {
      const group = {
        standing: 'candidate',
        ignoredReason: undefined,
        how: undefined,
        assetKind: 'image',
        isInCloud: false,
        sizeBytes: 30,
      } as const;
      const before = summariseTotals({ groups: [{ ...group, settlement: 'pending', count: 3 }] });
      const after = afterEnding(before, ending, 10);
      expectAddedUp(after);
      expect(after).toMatchObject({
        libraryCount: 3,
        waitingCount: 2,
        [ending === 'deleted' ? 'deletedOnServerCount' : `${ending}Count`]: 1,
        candidates: {
          waitingCount: 2,
          waitingBytes: 20,
          totalCount: ending === 'gone' || ending === 'deleted' ? 2 : 3,
        },
      });
    },
  );
});

describe('a world in which anything happens', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    '[T1][A13][U6] adds up after everything that is recorded, and ends with all backed up (seed %i)',
    async (seed) => {
      const random = createSeededRandom(seed);
      const remote = new FakeRemote();
      let recordings = 0;
      const world = createEngineWorld({
        seed,
        remote,
        offlinePatienceMs: 5_000,
        between: ({ ledger }) => ({
          ledger: overriding(ledger, {
            async record(facts) {
              await ledger.record(facts);
              recordings += 1;
              const totals = await ledger.readTotals();
              expectAddedUp(summariseTotals(totals));
              if (recordings % 10 === 0) await expectExplained(ledger);
            },
          }),
        }),
      });
      const { library, engine, clock, ledger, runLock } = world;
      engine.subscribe(({ statistics }) => {
        if (statistics !== undefined) expectAddedUp(statistics);
      });
      const albums = ['A', 'B', 'C'].map((name) => library.addAlbum(name));
      const ids: AssetId[] = [];
      const existing = (): AssetId | undefined => (ids.length === 0 ? undefined : random.pick(ids));
      const somewhere = (): AlbumId[] => albums.filter(() => random.below(2) === 0);

      const happen = async (): Promise<void> => {
        const id = existing();
        switch (random.below(11)) {
          case 0:
          case 1:
          case 2:
          case 3: {
            const content = `bytes ${random.below(40)}`;
            const fileName = random.pick(['a.jpg', 'b.mp4', 'c.txt', 'd.heic']);
            const isLive = fileName === 'd.heic' && random.below(2) === 0;
            const motion = { fileName: 'd.mov', content: `motion ${random.below(20)}` };
            ids.push(
              library.addAsset({
                fileName,
                content,
                in: somewhere(),
                createdAtMs: random.below(50),
                ...(isLive ? { motion } : {}),
              }),
            );
            return;
          }
          case 4:
            if (id !== undefined) library.editAsset(id, `edited ${random.below(40)}`);
            return;
          case 5:
            if (id !== undefined && random.below(3) === 0) {
              library.removeAsset(id);
              ids.splice(ids.indexOf(id), 1);
            }
            return;
          case 6:
            if (id !== undefined) library.addToAlbum(id, random.pick(albums));
            return;
          case 7: {
            const choice = random.pick(['none', 'selected', 'excluded'] as const);
            await engine.chooseAlbums(new Map([[random.pick(albums), choice]]));
            return;
          }
          case 8:
            remote.inject({
              method: random.pick(['upload', 'upload', 'findChecksums', 'findDeviceAssets'] as const),
              fault: { kind: 'fail', code: random.pick(UPLOAD_FAULTS) },
              times: 1 + random.below(6),
            });
            return;
          case 9:
            if (id !== undefined) {
              const victim = id;
              let left = 1 + random.below(3);
              library.whileReading(victim, () => {
                left -= 1;
                if (left === 0) library.editAsset(victim, `in the middle ${random.below(40)}`);
              });
            }
            return;
          case 10:
            await engine.retry('all-failed');
        }
      };

      for (let event = 0; event < EVENTS; event += 1) {
        await happen();
        if (random.below(12) !== 0) continue;
        const running = engine.start();
        if (random.below(4) === 0) {
          for (let turns = random.below(20); turns > 0; turns -= 1) {
            await new Promise((resolve) => setImmediate(resolve));
          }
          engine.cancel();
        } else if (random.below(3) === 0) {
          await happen();
        }
        await running;
        expect([library.openCount, clock.sleeperCount, runLock.isHeld]).toEqual([0, 0, false]);
        expect(engine.snapshot().transfers).toEqual([]);
      }

      remote.clearFaults();
      for (const id of ids) library.heal(id);
      await engine.retry('all-failed');
      await engine.chooseAlbums(new Map([[FAKE_EVERYTHING, 'selected']]));
      expect(await engine.start()).toEqual({ kind: 'completed' });
      const { statistics } = await engine.readStatus();
      expect(statistics.waitingCount).toBe(0);
      for (const { settlement, asset } of await listAll(ledger)) {
        // A still that the server keeps with another motion part: it cannot take this one, and that is said.
        if (settlement.kind === 'failed') {
          expect([settlement.failure.code, asset.motion !== undefined]).toEqual(['checksum-mismatch', true]);
        }
      }
      expect(engine.snapshot().statistics).toEqual(statistics);
      // By the bytes that the library holds now, not by what the ledger says of them.
      for (const { settlement, standing, asset } of await listAll(ledger)) {
        if (standing.kind !== 'candidate' || settlement.kind !== 'backed-up') continue;
        for (const part of ['original', 'motion'] as const) {
          const content = library.contentOf(asset.id, part);
          if (content !== undefined) expect(remote.assetOf(checksumOfContent(content))).toBeDefined();
        }
      }
    },
  );
});
