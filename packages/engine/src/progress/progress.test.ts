import { createEngineWorld, createFakeClock } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { CancelSource, type AssetRecord, type BackupSnapshot, type RunProgress } from '../index.ts';
import { Throttle } from './throttle.ts';
import { READING_IS_SHOWN_FROM, transferOf } from './transfers.ts';

/** A world whose wire carries 64 KiB each 20 ms; it keeps each update with its time. */
async function createSlowWorld(count = 20) {
  const world = createEngineWorld();
  const updates: { readonly atMs: number; readonly snapshot: BackupSnapshot }[] = [];
  for (let index = 0; index < count; index += 1) {
    const content = { sizeBytes: 200_000 + index * 10_000, seed: index };
    const id = world.library.addAsset({ fileName: `${index}.jpg`, content });
    world.library.whileReading(id, () => world.clock.sleep(20, new CancelSource()));
  }
  await world.choose();
  await world.clock.advance(1_000);
  world.engine.subscribe((snapshot) => updates.push({ atMs: world.clock.now(), snapshot }));
  return { ...world, updates };
}

function expectOnlyForward(snapshots: readonly (RunProgress | undefined)[]): void {
  let before: RunProgress | undefined;
  for (const now of snapshots) {
    if (now === undefined) continue;
    expect(now.settledCount).toBeLessThanOrEqual(now.totalCount);
    expect(now.bytesDone).toBeLessThanOrEqual(now.bytesTotal);
    if (before !== undefined) {
      expect(now.settledCount).toBeGreaterThanOrEqual(before.settledCount);
      expect(now.bytesDone).toBeGreaterThanOrEqual(before.bytesDone);
      expect(now.bytesDone / now.bytesTotal).toBeGreaterThanOrEqual(before.bytesDone / before.bytesTotal);
    }
    before = now;
  }
}

describe('progress', () => {
  it('[P3] comes at most ten times a second, and the last state always', async () => {
    const { engine, updates, clock } = await createSlowWorld();
    await engine.start();
    expect(updates.length).toBeGreaterThan(5);
    for (const { atMs } of updates) {
      const within = updates.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1_000);
      expect(within.length).toBeLessThanOrEqual(10);
    }
    expect(updates.at(-1)?.snapshot).toEqual(engine.snapshot());
    expect(updates.at(-1)?.snapshot).toMatchObject({
      activity: { kind: 'idle' },
      lastOutcome: { kind: 'completed' },
      progress: { settledCount: 20, totalCount: 20 },
    });
    expect(clock.sleeperCount).toBe(0);
  });

  it('[P3] of a thousand changes in one second is ten calls and the last', async () => {
    const clock = createFakeClock({ nowMs: 0 });
    const seenAtMs: [number, number][] = [];
    let value = 0;
    const throttle = new Throttle(clock, () => seenAtMs.push([clock.now(), value]));
    for (value = 1; value < 1_000; value += 1) {
      throttle.request();
      await clock.advance(1);
    }
    throttle.request();
    throttle.flush();
    expect(seenAtMs.length).toBeLessThanOrEqual(10);
    expect(seenAtMs[0]).toEqual([0, 1]);
    expect(seenAtMs.at(-1)).toEqual([999, 1_000]);
    expect(clock.sleeperCount).toBe(0);
  });

  it('[P3] of a change that came too early arrives by itself', async () => {
    const clock = createFakeClock({ nowMs: 0 });
    let calls = 0;
    const throttle = new Throttle(clock, () => (calls += 1));
    throttle.request();
    throttle.request();
    expect(calls).toBe(1);
    await clock.advance(130);
    expect(calls).toBe(2);
    await clock.advance(10_000);
    expect(calls).toBe(2);
    expect(clock.sleeperCount).toBe(0);
  });

  it('[P3] stops for whoever unsubscribed, even in the middle of an update', async () => {
    const { engine, updates } = await createSlowWorld(3);
    let later = 0;
    const stops: (() => void)[] = [];
    stops.push(engine.subscribe(() => stops.forEach((stop) => stop())));
    stops.push(engine.subscribe(() => (later += 1)));
    await engine.start();
    expect(later).toBe(0);
    expect(updates.length).toBeGreaterThan(1);
  });

  it('[P3][U6] that breaks a screen breaks neither the backup nor another screen', async () => {
    const { engine, updates, remote } = await createSlowWorld(3);
    engine.subscribe(() => {
      throw new Error('a screen that fails');
    });
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(remote.uploadCount).toBe(3);
    expect(updates.at(-1)?.snapshot.lastOutcome).toEqual({ kind: 'completed' });
  });

  it('[P1] shows each asset in flight: what it is, and how far', async () => {
    const { engine, updates, library, choose, clock } = await createSlowWorld(3);
    const createdAtMs = Date.UTC(2030, 0, 2, 3, 4, 5, 600);
    const id = library.addAsset({
      fileName: 'film.mp4',
      createdAtMs,
      isInCloud: true,
      content: { sizeBytes: 300_000, seed: 9 },
    });
    library.whileReading(id, () => clock.sleep(100, new CancelSource()));
    await choose();
    await engine.start();
    const seen = updates.flatMap(({ snapshot }) => snapshot.transfers).filter(({ asset }) => asset.id === id);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen[0]?.asset).toEqual({
      id,
      fileName: 'film.mp4',
      fileType: 'VIDEO',
      fileSize: 300_000,
      fileCreatedAt: '2030-01-02T03:04:05.600Z',
      iCloudAsset: true,
    });
    for (const { snapshot } of updates) {
      expect(snapshot.transfers.length).toBeLessThanOrEqual(4);
      for (const { progress } of snapshot.transfers) {
        expect(progress.bytesUploaded).toBeLessThanOrEqual(progress.totalBytes);
        expect(progress.percentage).toBeCloseTo((progress.bytesUploaded / progress.totalBytes) * 100);
      }
    }
  });

  it('[P1] shows a large file while it is read for its checksum, and what is small not', async () => {
    const { engine, updates, library, choose, clock } = await createSlowWorld(2);
    const sizeBytes = READING_IS_SHOWN_FROM + 5 * 1024 * 1024;
    const id = library.addAsset({ fileName: 'huge.mp4', content: { sizeBytes, seed: 9 } });
    library.whileReading(id, () => clock.sleep(20, new CancelSource()));
    await choose();
    await engine.start();
    const transfers = updates.flatMap(({ snapshot }) => snapshot.transfers);
    const read = transfers.flatMap(({ bytesRead }) => bytesRead ?? []);
    expect(read.length).toBeGreaterThan(20);
    expect(read).toEqual(read.toSorted((a, b) => a - b));
    expect(Math.max(...read)).toBeLessThanOrEqual(sizeBytes);
    for (const { asset, progress, bytesRead } of transfers.filter((each) => each.bytesRead !== undefined)) {
      expect(asset.fileName).toBe('huge.mp4');
      expect(progress).toEqual({ bytesUploaded: 0, totalBytes: sizeBytes, percentage: 0 });
      expect(bytesRead).toBeGreaterThan(0);
    }
    expect(transfers.some(({ asset, bytesRead }) => asset.id === id && bytesRead === undefined)).toBe(true);
    expect(engine.snapshot().transfers).toEqual([]);
  });

  it('[P1] shows no file as being read that was read, and waits for its turn to be sent', async () => {
    const { engine, updates, library, choose, clock } = await createSlowWorld(0);
    const names = ['first.jpg', 'second.jpg'];
    for (const [seed, fileName] of names.entries()) {
      const content = { sizeBytes: READING_IS_SHOWN_FROM, seed };
      library.whileReading(library.addAsset({ fileName, content }), () =>
        clock.sleep(20, new CancelSource()),
      );
    }
    await engine.changeSettings({ parallelUploads: 1 });
    await choose();
    await engine.start();
    const sending = updates
      .map(({ snapshot }) => snapshot.transfers)
      .filter((transfers) => transfers.some(({ progress }) => progress.bytesUploaded > 1_000_000));
    expect(sending.length).toBeGreaterThan(20);
    for (const transfers of sending) expect(transfers).toHaveLength(1);
  });

  it('[P1] shows no file as being read whose reading broke off', async () => {
    const { engine, updates, library, choose, clock } = await createSlowWorld(1);
    const content = { sizeBytes: READING_IS_SHOWN_FROM, seed: 9 };
    const id = library.addAsset({ fileName: 'huge.mp4', content });
    library.whileReading(id, () => clock.sleep(20, new CancelSource()));
    library.failRead(id, 'read-failed', 1_000_000);
    await choose();
    await engine.start();
    const snapshots = updates.map(({ snapshot }) => snapshot);
    expect(snapshots.some(({ transfers }) => transfers.some(({ asset }) => asset.id === id))).toBe(true);
    const waiting = snapshots.filter(({ activity }) => activity.kind === 'waiting-for-retry');
    expect(waiting.length).toBeGreaterThan(0);
    for (const { transfers } of waiting) expect(transfers).toEqual([]);
  });

  it('[P1][U6] shows an asset whose date no calendar has', async () => {
    const { engine, library, choose, updates } = await createSlowWorld(1);
    for (const createdAtMs of [1e17, -1e17, Number.NaN]) {
      const id = library.addAsset({ fileName: 'a.jpg', createdAtMs });
      library.whileReading(id, () => new Promise((resolve) => setImmediate(resolve)));
    }
    await choose();
    await engine.changeSettings({ parallelUploads: 10 });
    expect(await engine.start()).toEqual({ kind: 'completed' });
    expect(updates.length).toBeGreaterThan(1);
    expect(engine.snapshot().statistics?.uploadedCount).toBe(4);
  });

  it('[P2] never goes above the whole or backwards, also when transfers start over and files grow', async () => {
    const { engine, updates, remote, library, ledger } = await createSlowWorld(20);
    remote.inject({ method: 'upload', fault: { kind: 'cut-after-bytes', bytes: 130_000 }, times: 3 });
    remote.failNext('findChecksums', 'server-error', 2);
    const [grown] = await ledger.readAssets({
      kind: 'listed',
      standing: undefined,
      settlement: undefined,
      after: undefined,
      limit: 1,
    });
    let readings = 0;
    library.whileReading(grown!.asset.id, () => {
      readings += 1;
      if (readings === 2) library.editAsset(grown!.asset.id, { sizeBytes: 9_000_000, seed: 1 });
    });
    expect(await engine.start()).toEqual({ kind: 'completed' });
    const shown = updates.map(({ snapshot }) => snapshot.progress);
    expectOnlyForward(shown);
    expect(shown.at(-1)).toMatchObject({ settledCount: 20, totalCount: 20 });
    expect(shown.at(-1)?.bytesDone).toBe(shown.at(-1)?.bytesTotal);
    for (const { snapshot } of updates) {
      expect(snapshot.statistics?.candidates.waitingBytes ?? 0).toBeGreaterThanOrEqual(0);
    }
  });

  it('[P1] of one asset never goes above its size, and has a date whatever the file says', () => {
    const part = { fileName: 'a.jpg', sizeBytes: 100, modifiedAtMs: 0 };
    const recordOf = (createdAtMs: number): AssetRecord =>
      ({ asset: { kind: 'image', original: part, createdAtMs } }) as AssetRecord;
    expect(transferOf(recordOf(0), { kind: 'sending', bytes: 120 }).progress).toEqual({
      bytesUploaded: 100,
      totalBytes: 100,
      percentage: 100,
    });
    const dates = [Number.NaN, Infinity, 1e18, -1e18].map(
      (atMs) => transferOf(recordOf(atMs), { kind: 'sending', bytes: 0 }).asset.fileCreatedAt,
    );
    expect(dates).toEqual([
      '1970-01-01T00:00:00.000Z',
      '1970-01-01T00:00:00.000Z',
      '+275760-09-13T00:00:00.000Z',
      '-271821-04-20T00:00:00.000Z',
    ]);
  });

  it('[P2] tells neither speed nor time left while the server is away, and at once true ones after it', async () => {
    const { engine, updates, remote, clock } = await createSlowWorld(40);
    const away = { method: 'upload', fault: { kind: 'cut-after-bytes', bytes: 70_000 } } as const;
    const stop = engine.subscribe(({ progress }) => {
      if ((progress?.settledCount ?? 0) < 20) return;
      stop();
      remote.inject({ ...away, times: 4 });
      remote.failNext('describe', 'network', 6);
    });
    expect(await engine.start()).toEqual({ kind: 'completed' });
    const waiting = updates.filter(({ snapshot }) => snapshot.activity.kind === 'waiting-for-network');
    expect(waiting.length).toBeGreaterThan(0);
    const since = waiting.map(({ snapshot: { activity } }) =>
      activity.kind === 'waiting-for-network' ? activity.sinceMs : NaN,
    );
    expect(new Set(since).size).toBe(1);
    expect(since[0]).toBeLessThanOrEqual(waiting[0]?.atMs ?? 0);
    for (const { snapshot } of waiting)
      expect(snapshot.progress).toMatchObject({ bytesPerSecond: undefined, remainingMs: undefined });
    const measured = updates.filter(({ snapshot }) => snapshot.progress?.bytesPerSecond !== undefined);
    const isBefore = ({ atMs }: { readonly atMs: number }): boolean => atMs < (since[0] ?? 0);
    const [after] = measured.filter((update) => !isBefore(update));
    expect((after?.atMs ?? 0) - (since[0] ?? 0)).toBeGreaterThan(4_000);
    const speedBefore = measured.findLast(isBefore)?.snapshot.progress?.bytesPerSecond ?? NaN;
    expect(after?.snapshot.progress?.bytesPerSecond).toBeGreaterThan(speedBefore / 2);
    expect(clock.sleeperCount).toBe(0);
  });

  it('[T2] counts what arrived to what is stored, until the server says it again', async () => {
    const { engine, updates, remote } = await createSlowWorld(10);
    const before = remote.account.usedBytes;
    await engine.start();
    const told = updates.flatMap(({ snapshot }) => snapshot.storage?.usedBytes ?? []);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    for (const { snapshot } of updates.filter((each) => each.snapshot.activity.kind === 'uploading'))
      expect(snapshot.storage?.usedBytes).toBe(before + (snapshot.progress?.bytesUploaded ?? 0));
    expect(engine.snapshot().storage?.usedBytes).toBe(remote.account.usedBytes);
  });

  it('[T2] keeps counted what arrived before a run was cancelled', async () => {
    const { engine, remote } = await createSlowWorld(20);
    const before = remote.account.usedBytes;
    const stop = engine.subscribe(({ progress }) => {
      if ((progress?.uploadedCount ?? 0) >= 3) engine.cancel();
    });
    await engine.start();
    stop();
    const used = engine.snapshot().storage?.usedBytes ?? 0;
    expect(used).toBeGreaterThan(before);
    remote.failNext('describe', 'server-error', 100);
    await engine.start();
    expect(engine.snapshot().storage?.usedBytes).toBe(used);
  });

  it('[P2] begins anew with each run', async () => {
    const { engine, library } = await createSlowWorld(3);
    await engine.start();
    library.addAsset({ fileName: 'new.jpg' });
    await engine.start();
    expect(engine.snapshot().progress).toMatchObject({ settledCount: 1, totalCount: 1 });
  });
});
