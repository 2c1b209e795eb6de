import {
  runInBackground,
  SimulatedWorld,
  applyEvent,
  type Observation,
  type WorldHappening,
} from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { bootEngine } from '../../../../tests/simulation/boot-engine.ts';
import { INVARIANTS } from '../../../../tests/simulation/invariants/all.ts';
import { newestFirst, newestFirstWithin } from '../../../../tests/simulation/invariants/newest-first.ts';
import { openLedger } from '../../../../tests/simulation/open-ledger.ts';
import { Truth } from '../../../../tests/simulation/truth.ts';
import { phoneEngines } from '../../simulated/native/boot-phone-engine.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What iOS grants a refresh, and Android plain work. */
const BUDGET_MS = { ios: 20_000, android: 9 * MINUTE_MS } as const;
const LARGE_BYTES = 300_000;

/** One phone through one day: its world, with the app's own adapters in each process, and every invariant of the engine. */
async function openDay(flavour: 'android' | 'ios') {
  const ledger = await openLedger();
  const world: SimulatedWorld = await SimulatedWorld.create({
    flavour,
    seed: 6,
    bootEngine: phoneEngines(bootEngine)(() => world),
    openLedger: async () => ledger,
    maxAppendBytes: 4_096,
  });
  const seen: Observation[] = [];
  world.watch((each) => void seen.push(each));
  const violations: string[] = [];
  const truth = new Truth(world);
  const looked = [...INVARIANTS.filter((create) => create !== newestFirst), newestFirstWithin(3)];
  const invariants = looked.map((create) => create(truth, (text) => void violations.push(text)));
  const questions: Promise<void>[] = [];
  world.watch((each) => {
    for (const invariant of invariants) {
      const question = invariant.see?.(each);
      if (question instanceof Promise) questions.push(question);
    }
  });
  return {
    world,
    seen,
    /** Lets something happen, and time pass after it; then everything holds. */
    async happens(happening: WorldHappening, thenMs = MINUTE_MS) {
      await applyEvent(world, { ...happening, thenMs });
      await Promise.all(questions.splice(0));
      for (const invariant of invariants) await invariant.afterEvent?.();
      expect(violations).toEqual([]);
    },
    /** The system wakes the app for one run. */
    async wakes() {
      runInBackground(world, BUDGET_MS[flavour]);
      await this.happens({ kind: 'time-passed' }, BUDGET_MS[flavour] + MINUTE_MS);
    },
    outcomes: () =>
      seen.flatMap((each) =>
        each.kind === 'run' && each.what === 'ended' ? [`${each.run.process}: ${each.outcome}`] : [],
      ),
    async close() {
      world.reboot();
      await ledger.close();
    },
  };
}

const photo = (change: Partial<WorldHappening & { kind: 'photo-taken' }> = {}): WorldHappening => ({
  kind: 'photo-taken',
  sort: 'photo',
  sizeBytes: 900,
  ageDays: 0,
  album: 0,
  cloud: 'on-phone',
  tellsSize: true,
  ...change,
});

const edited = (change: { readonly asset: number }): WorldHappening => ({
  kind: 'photo-edited',
  part: 'original',
  sizeBytes: 700,
  keepsTime: false,
  ...change,
});

describe.each(['android', 'ios'] as const)('a day in the life of a phone (%s)', (flavour) => {
  it('[A8][B4][I3][N3][U4][V4] ends with everything backed up, whatever came between', async () => {
    const day = await openDay(flavour);
    const { world, happens, seen } = day;
    // Morning, at home: the first photos, and the first backup.
    await happens({ kind: 'album-made', name: 'Holiday', isOnCard: false });
    for (let index = 0; index < 20; index += 1)
      await happens(photo({ sort: index % 7 === 0 ? 'live' : index % 5 === 1 ? 'raw' : 'photo' }), 1_000);
    // Edited before anything is sent: of an iPhone's both the edit and what the camera wrote.
    for (const asset of [0, 5]) await happens(edited({ asset }), 1_000);
    world.openApp();
    await happens({ kind: 'backup-wanted', isOverMeteredAllowed: false }, 5 * MINUTE_MS);
    const everything = world.phone.albums.all[0]!.id;
    const { engine } = world.openApp();
    await world.say('choices', engine.chooseAlbums(new Map([[everything, 'selected']])));
    world.person.choose(everything, 'selected', world.clock.elapsedMs);
    await happens({ kind: 'backup-wanted', isOverMeteredAllowed: false }, 10 * MINUTE_MS);
    expect(world.remote.uploadCount).toBeGreaterThan(0);

    // On the way out, in the middle of a film that is being sent, Wi-Fi is lost; mobile data is not for photos.
    await happens(photo({ sort: 'video', sizeBytes: LARGE_BYTES }), 1_000);
    await happens({ kind: 'network', to: 'wifi', bytesPerSecond: 5_000, carriesOver: false }, 1_000);
    await happens({ kind: 'backup-wanted', isOverMeteredAllowed: false }, 20_000);
    await happens(
      { kind: 'network', to: 'metered', bytesPerSecond: 50_000, carriesOver: false },
      5 * MINUTE_MS,
    );
    const atLost = world.clock.elapsedMs;
    for (let index = 0; index < 10; index += 1) await happens(photo(), 10_000);
    await day.wakes();
    const overMobile = seen.filter(
      (each) => each.kind === 'bytes' && each.network === 'metered' && each.way === 'up',
    );
    expect(overMobile.length, `nothing went over mobile data after ${atLost}`).toBeLessThan(3);

    // At noon the system kills the app; in the café there is Wi-Fi, slow: the time of a run is used up before the film is through.
    await happens({ kind: 'killed', role: 'app', afterSteps: 1 });
    await happens({ kind: 'network', to: 'wifi', bytesPerSecond: 2_000, carriesOver: false });
    const before = world.remote.bytesReceived;
    // The first run after it may need its time to see that whoever held the lock is dead.
    await day.wakes();
    await day.wakes();
    expect(world.remote.bytesReceived).toBeGreaterThan(before);
    if (flavour === 'ios') expect(day.outcomes().at(-1)).toContain('out-of-time');

    // The phone is restarted in the middle of a run; an edit, and a video that is in iCloud alone.
    runInBackground(world, BUDGET_MS[flavour]);
    await happens({ kind: 'rebooted' }, HOUR_MS);
    await happens(edited({ asset: 3 }));
    await happens({ kind: 'photo-reverted', asset: 5 });
    await happens(
      photo({
        sort: 'video',
        cloud: flavour === 'ios' ? 'slowly' : 'on-phone',
        sizeBytes: 9_000,
        tellsSize: false,
      }),
    );

    // Evening, at home again.
    await happens({ kind: 'network', to: 'wifi', bytesPerSecond: 200_000, carriesOver: false });
    for (let run = 0; run < 12; run += 1) await day.wakes();
    await happens({ kind: 'backup-wanted', isOverMeteredAllowed: false }, HOUR_MS);

    const { statistics } = await world.inspect().readStatus();
    const { candidates } = statistics;
    expect(candidates).toMatchObject({ waitingCount: 0, failedCount: 0 });
    const uneditedIds = world.phone.assets.map(({ id }) => id).filter((id) => id.endsWith('#unedited'));
    expect(uneditedIds).toHaveLength(flavour === 'ios' ? 2 : 0);
    expect(statistics.libraryCount - statistics.goneCount).toBe(world.phone.assets.length);
    for (const asset of world.phone.assets)
      expect([asset.id, world.remote.assetOf(asset.original.content.checksum)?.isTrashed]).toEqual([
        asset.id,
        false,
      ]);
    expect(world.phone.temporary.count).toBe(0);
    expect(day.outcomes().at(-1)).toContain('completed');
    await day.close();
  });
});
