import {
  createEngineWorld,
  createFakeClock,
  FakeConditions,
  FakePhotoLibrary,
  silentLogger,
} from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { settingsOf, startAutoBackup, type RunOutcome, type Settings } from '../index.ts';

/** A background whose runs end as the test says, at once or when it says so. */
function createBackground(settings: Partial<Settings> = {}, isPaused = false) {
  const clock = createFakeClock();
  const library = new FakePhotoLibrary();
  const conditions = new FakeConditions();
  const runs: number[] = [];
  const looks: number[] = [];
  const outcomes: (RunOutcome | Promise<RunOutcome> | Error)[] = [];
  const startedAtMs = clock.now();
  let endOther = (_outcome: RunOutcome): void => undefined;
  const stop = startAutoBackup({
    library,
    conditions,
    clock,
    logger: silentLogger,
    controller: {
      readSettings: async () => settingsOf(settings),
      start: async () => {
        runs.push(clock.now() - startedAtMs);
        const outcome = outcomes.shift();
        if (outcome instanceof Error) throw outcome;
        return outcome ?? { kind: 'completed' };
      },
    },
    pausing: {
      isPaused: () => isPaused,
      look: async () => looks.push(clock.now() - startedAtMs),
    },
    subscribeToRuns(onEnd) {
      endOther = onEnd;
      return () => undefined;
    },
  });
  let count = 0;
  return {
    /** The person stops backups, or goes on. */
    setPaused(is: boolean) {
      isPaused = is;
    },
    library,
    conditions,
    runs,
    /** When it looked while it was paused. */
    looks,
    outcomes,
    /** Another run of this process ends, which a person asked for, or somebody else began. */
    endOther: (outcome: RunOutcome) => endOther(outcome),
    stop,
    clock,
    change: () => library.addAsset({ fileName: `${(count += 1)}.jpg` }),
    /** Lets time pass, and everything that comes of it. */
    async pass(durationMs: number) {
      await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(durationMs);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('the background', () => {
  it('[B3] runs 5 s after the last of some changes, and 50 s after the first at the latest', async () => {
    const { change, pass, runs, stop } = createBackground();
    await pass(0);
    expect(runs).toEqual([0]);
    await pass(100_000);
    change();
    await pass(4_999);
    change();
    await pass(4_999);
    expect(runs).toHaveLength(1);
    await pass(1);
    expect(runs).toEqual([0, 109_999]);

    change();
    for (let second = 0; second < 60; second += 1) {
      await pass(1_000);
      if (second < 55) change();
    }
    expect(runs[2]).toBe(109_999 + 50_000);
    stop();
  });

  it('[B3] takes its delays from the settings', async () => {
    const { change, pass, runs, stop } = createBackground({ triggerDelayMs: 1_000, maxDelayMs: 3_000 });
    await pass(10);
    change();
    await pass(999);
    expect(runs).toHaveLength(1);
    await pass(1);
    expect(runs).toHaveLength(2);
    stop();
  });

  it('[B3] sees what changed while it ran, in one more run', async () => {
    const { change, pass, runs, outcomes, stop } = createBackground();
    await pass(0);
    let end = (_outcome: RunOutcome): void => undefined;
    outcomes.push(new Promise((resolve) => (end = resolve)));
    change();
    await pass(5_000);
    change();
    change();
    await pass(60_000);
    expect(runs).toHaveLength(2);
    end({ kind: 'completed' });
    await pass(5_000);
    expect(runs).toHaveLength(3);
    await pass(600_000);
    expect(runs).toHaveLength(3);
    stop();
  });

  it('[N3] goes on with what was held back as soon as Wi-Fi or power is there, with no new photo', async () => {
    const { conditions, outcomes, pass, runs, stop } = createBackground();
    outcomes.push({ kind: 'held-back', by: 'wi-fi' }, { kind: 'held-back', by: 'power' });
    conditions.change({ network: 'metered', isCharging: false });
    await pass(1_000);
    expect(runs).toHaveLength(1);
    conditions.change({ network: 'none' });
    await pass(1_000);
    expect(runs).toHaveLength(1);
    conditions.change({ network: 'unmetered' });
    await pass(0);
    expect(runs).toHaveLength(2);
    conditions.change({ isCharging: true });
    await pass(0);
    expect(runs).toHaveLength(3);
    // Nothing is owed any more.
    conditions.change({ network: 'none' });
    conditions.change({ network: 'unmetered' });
    await pass(60 * 60_000);
    expect(runs).toHaveLength(3);
    stop();
  });

  it('[B4][B2] makes up for a run that had no time or no lock or was stopped, and for a fault', async () => {
    for (const outcome of [
      { kind: 'out-of-time' },
      { kind: 'already-running' },
      { kind: 'stopped', code: 'quota-exceeded', detail: '' },
      new Error('a fault'),
    ] as const) {
      const { outcomes, pass, runs, stop } = createBackground();
      outcomes.push(outcome);
      await pass(14 * 60_000);
      expect(runs).toHaveLength(1);
      await pass(2 * 60_000);
      expect(runs).toHaveLength(2);
      stop();
    }
  });

  it('[B2] goes on with what gave way to a person, seconds after they have looked', async () => {
    const { outcomes, endOther, pass, runs, stop } = createBackground();
    outcomes.push({ kind: 'yielded' }, { kind: 'yielded' });
    await pass(0);
    await pass(5_000);
    expect(runs).toHaveLength(2);
    // What they began did it all.
    endOther({ kind: 'completed' });
    await pass(3_600_000);
    expect(runs).toHaveLength(2);
    stop();
  });

  it('[B3] asks a server that is away soon, then less and less often, and goes on when it is back', async () => {
    const { outcomes, pass, runs, stop } = createBackground();
    const away = { kind: 'stopped', code: 'network', detail: '' } as const;
    outcomes.push(...Array.from({ length: 10 }, () => away));
    await pass(0);
    for (let minute = 0; minute < 60; minute += 1) await pass(60_000);
    const pauses = runs.slice(1).map((atMs, index) => (atMs - (runs[index] ?? 0)) / 1_000);
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900]);
    for (let minute = 0; minute < 60; minute += 1) await pass(60_000);
    expect(runs).toHaveLength(11);
    stop();
  });

  it.each<[string, RunOutcome, pauseMs: number | undefined]>([
    ['ended well, since it may not have seen all', { kind: 'completed' }, 0],
    ['found the server away', { kind: 'stopped', code: 'network', detail: '' }, 10_000],
    ['gave way to a person', { kind: 'yielded' }, 5_000],
    ['was stopped by the person', { kind: 'cancelled' }, undefined],
  ])('[B3] refused beside another run follows how that ends: it %s', async (_how, outcome, pauseMs) => {
    const { outcomes, endOther, pass, runs, stop } = createBackground();
    outcomes.push({ kind: 'already-running' }, { kind: 'completed' });
    await pass(0);
    await pass(60_000);
    expect(runs).toHaveLength(1);
    endOther(outcome);
    if (pauseMs === undefined) {
      await pass(3_600_000);
      expect(runs).toHaveLength(1);
    } else {
      await pass(pauseMs);
      expect(runs).toEqual([0, 60_000 + pauseMs]);
      await pass(3_600_000);
      expect(runs).toHaveLength(2);
    }
    stop();
  });

  it('[B3] begins nothing by itself after a person stopped a run, whatever comes, until they begin one', async () => {
    const { change, conditions, endOther, outcomes, pass, runs, setPaused, stop } = createBackground();
    await pass(0);
    change();
    await pass(1_000);
    setPaused(true);
    endOther({ kind: 'cancelled' });
    change();
    conditions.change({ network: 'none' });
    conditions.change({ network: 'unmetered' });
    await pass(3_600_000);
    expect(runs).toHaveLength(1);

    setPaused(false);
    endOther({ kind: 'completed' });
    let end = (_outcome: RunOutcome): void => undefined;
    outcomes.push(new Promise((resolve) => (end = resolve)));
    change();
    await pass(5_000);
    expect(runs).toHaveLength(2);
    change();
    setPaused(true);
    end({ kind: 'cancelled' });
    await pass(3_600_000);
    expect(runs).toHaveLength(2);
    stop();
  });

  it('[B3] goes on after a run that was cancelled and that nobody paused, as one that was refused', async () => {
    const { change, outcomes, pass, runs, stop } = createBackground();
    outcomes.push({ kind: 'cancelled' });
    await pass(0);
    change();
    await pass(5_000);
    expect(runs).toHaveLength(2);
    stop();
  });

  it('[B3] begins with none where the person stopped the last run of the process', async () => {
    const { change, endOther, pass, runs, setPaused, stop } = createBackground({}, true);
    change();
    await pass(3_600_000);
    expect(runs).toEqual([]);
    setPaused(false);
    endOther({ kind: 'stopped', code: 'network', detail: '' });
    await pass(10_000);
    expect(runs).toHaveLength(1);
    stop();
  });

  it('[B3] runs once more where something changed before the run was over with which a person goes on', async () => {
    const { change, endOther, pass, runs, setPaused, stop } = createBackground({}, true);
    setPaused(false);
    change();
    endOther({ kind: 'completed' });
    await pass(5_000);
    expect(runs).toEqual([5_000]);
    stop();
  });

  it('[B3] looks at what is new while it is paused, so that nothing is called safe unseen', async () => {
    const { change, looks, pass, runs, stop } = createBackground({}, true);
    // The run that was stopped may have been in the middle of its look.
    await pass(5_000);
    expect(looks).toEqual([5_000]);
    await pass(100_000);
    expect(looks).toHaveLength(1);
    change();
    await pass(4_000);
    change();
    await pass(5_000);
    expect(looks).toEqual([5_000, 114_000]);
    for (let second = 0; second < 60; second += 1) {
      change();
      await pass(1_000);
    }
    expect(looks).toEqual([5_000, 114_000, 164_000]);
    expect(runs).toEqual([]);
    stop();
  });

  it('[B3][N3] makes up for what a run left undone that a person asked for, and for none that the person stopped', async () => {
    const { endOther, conditions, outcomes, pass, runs, stop } = createBackground();
    await pass(0);
    endOther({ kind: 'stopped', code: 'network', detail: '' });
    await pass(10_000);
    expect(runs).toHaveLength(2);

    conditions.change({ network: 'metered' });
    endOther({ kind: 'held-back', by: 'wi-fi' });
    conditions.change({ network: 'unmetered' });
    await pass(0);
    expect(runs).toHaveLength(3);

    outcomes.push({ kind: 'stopped', code: 'network', detail: '' });
    endOther({ kind: 'stopped', code: 'network', detail: '' });
    endOther({ kind: 'cancelled' });
    await pass(3_600_000);
    expect(runs).toHaveLength(3);
    stop();
  });

  it('[B3] begins within a minute of being switched on, and of nothing else', async () => {
    const settings = { backgroundBackup: false };
    const { pass, runs, stop } = createBackground(settings);
    await pass(0);
    await pass(5 * 60_000);
    expect(runs).toEqual([]);
    settings.backgroundBackup = true;
    await pass(60_000);
    expect(runs).toHaveLength(1);
    await pass(5 * 60_000);
    expect(runs).toHaveLength(1);
    stop();
  });

  it('[B3] does nothing when it is switched off or ended', async () => {
    const off = createBackground({ backgroundBackup: false });
    await off.pass(0);
    off.change();
    await off.pass(100_000);
    expect(off.runs).toEqual([]);
    off.stop();

    const ended = createBackground();
    await ended.pass(0);
    ended.change();
    ended.stop();
    ended.change();
    await ended.pass(100_000);
    expect(ended.runs).toHaveLength(1);
    expect(ended.conditions.observerCount).toBe(0);
    expect(ended.clock.sleeperCount).toBe(0);
  });

  it('[B3] backs up with the real engine what is added', async () => {
    const world = createEngineWorld();
    await world.choose();
    const stop = startAutoBackup({ ...world, logger: silentLogger, controller: world.engine });
    world.library.addAsset({ fileName: 'a.jpg' });
    while (world.remote.uploadCount === 0) await new Promise((resolve) => setImmediate(resolve));
    stop();
    expect(world.arrived()).toEqual(['a.jpg']);
  });

  it('[V1][B3] sends what was found damaged on the server again by itself, whoever found it, and only once', async () => {
    const world = createEngineWorld();
    const ids = [0, 1, 2].map((index) => world.library.addAsset({ fileName: `${index}.jpg` }));
    await world.choose();
    let runCount = 0;
    const stop = startAutoBackup({
      library: world.library,
      conditions: world.conditions,
      clock: world.clock,
      logger: silentLogger,
      controller: {
        readSettings: () => world.engine.readSettings(),
        start(options) {
          runCount += 1;
          return world.engine.start(options);
        },
        subscribe: (onChange) => world.engine.subscribe(onChange),
      },
    });
    const pass = async (durationMs: number) => {
      for (let part = 0; part < 10; part += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        await world.clock.advance(durationMs / 10);
      }
    };
    await pass(1_000);
    expect((await world.engine.readStatus()).statistics.uploadedCount).toBe(3);
    expect(runCount).toBe(1);
    const why = (await world.engine.explain(ids[0]!))?.why;
    if (why?.kind !== 'backed-up' || why.remoteId === undefined) throw new Error('it is not backed up');
    world.remote.rot(why.remoteId);

    expect((await world.engine.verify({ isDeep: true })).report).toMatchObject({ damagedCount: 1 });
    expect((await world.engine.readStatus()).damage).toMatchObject({ openCount: 1 });
    await pass(10_000);
    expect((await world.engine.readStatus()).damage).toMatchObject({ openCount: 0, mendedCount: 1 });
    expect(runCount).toBe(2);
    await pass(600_000);
    expect(runCount).toBe(2);

    // Where no run may come by itself, it waits for the person's.
    await world.engine.changeSettings({ backgroundBackup: false });
    world.remote.rot(why.remoteId);
    await world.engine.verify({ isDeep: true });
    await pass(600_000);
    expect((await world.engine.readStatus()).damage).toMatchObject({ openCount: 1, waitingCount: 1 });
    stop();
  });
});
