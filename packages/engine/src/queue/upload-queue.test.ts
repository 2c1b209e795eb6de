import { createEngineWorld, createSeededRandom } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { CancelSource, DEFAULT_SETTINGS, type AssetRecord, type Checksum } from '../index.ts';
import type { LaneKind } from './lanes.ts';
import { emptyQueue, isIdle, type QueueLimits, type Work } from './queue-state.ts';
import { queueMissing, requeueTwins, takeWork } from './upload-queue.ts';

const LIMITS: QueueLimits = {
  parallelUploads: 4,
  order: 'newest-first',
  isHeld: () => false,
  mayBegin: () => true,
  mayDownload: () => true,
  downloadsAlone: false,
};

/** A world whose uploads take time, so that they overlap; it writes down what was in flight together. */
function createBusyWorld() {
  const world = createEngineWorld();
  const started: string[] = [];
  const inFlight = new Set<string>();
  const peaks = { all: 0, videos: 0, opened: 0 };
  const upload = world.remote.upload.bind(world.remote);
  world.remote.upload = async (request, observer, signal) => {
    const { fileName } = request.original;
    started.push(fileName);
    inFlight.add(fileName);
    peaks.all = Math.max(peaks.all, inFlight.size);
    peaks.videos = Math.max(peaks.videos, [...inFlight].filter((name) => name.endsWith('.mp4')).length);
    peaks.opened = Math.max(peaks.opened, world.library.openCount);
    await world.clock.sleep(fileName.endsWith('.mp4') ? 5_000 : 100, new CancelSource());
    inFlight.delete(fileName);
    return upload(request, observer, signal);
  };
  return { ...world, started, peaks };
}

describe('the order of uploads', () => {
  it('[U5] is newest first, with photos and videos mixed, and by id where dates are equal', async () => {
    const { library, engine, choose, started } = createBusyWorld();
    const createdAtMs = Date.UTC(2024, 0, 1);
    library.addAsset({ fileName: 'oldest.mp4', createdAtMs: 1 });
    for (const id of ['b', 'a', 'c']) library.addAsset({ id, fileName: `${id}.jpg`, createdAtMs });
    library.addAsset({ fileName: 'newest.jpg', createdAtMs: createdAtMs + 1 });
    await choose();
    await engine.changeSettings({ parallelUploads: 1 });
    await engine.start();
    expect(started).toEqual(['newest.jpg', 'a.jpg', 'b.jpg', 'c.jpg', 'oldest.mp4']);
  });

  it('[U5] is photos before videos when that is chosen, over pages of equal dates', async () => {
    const { library, engine, choose, started } = createBusyWorld();
    for (let index = 0; index < 450; index += 1) {
      const fileName = index % 90 === 0 ? `${index}.mp4` : `${index}.jpg`;
      library.addAsset({ fileName, createdAtMs: 1_000 * Math.floor(index / 200) });
    }
    await choose();
    await engine.changeSettings({ parallelUploads: 1, order: 'photos-before-videos' });
    await engine.start();
    expect(started).toHaveLength(450);
    expect(new Set(started).size).toBe(450);
    expect(started.slice(-5).every((name) => name.endsWith('.mp4'))).toBe(true);
  });

  it.each([
    [undefined, 4],
    [1, 1],
    [10, 10],
  ])('[U5] with %s parallel uploads sends %i at once', async (parallelUploads, expected) => {
    const { library, engine, choose, peaks } = createBusyWorld();
    for (let index = 0; index < 60; index += 1) library.addAsset({ fileName: `${index}.jpg` });
    await choose();
    if (parallelUploads !== undefined) await engine.changeSettings({ parallelUploads });
    await engine.start();
    expect(peaks.all).toBe(expected);
    expect(DEFAULT_SETTINGS.parallelUploads).toBe(4);
    // Files are open to be sent or hashed, and for nothing else.
    expect(peaks.opened).toBeLessThanOrEqual(expected + 2);
  });

  it('[U5] sends at most two videos at once, and they do not stop the photos behind them', async () => {
    const { library, engine, choose, peaks, started } = createBusyWorld();
    for (let index = 0; index < 10; index += 1) library.addAsset({ fileName: `${index}.jpg` });
    for (let index = 0; index < 3; index += 1) library.addAsset({ fileName: `${index}.mp4` });
    await choose();
    await engine.start();
    expect(peaks.videos).toBe(2);
    expect(started.indexOf('0.mp4')).toBe(12);
  });

  it.each([1, 4])(
    '[U5] of 300 videos, all newer, do not keep the photos waiting (%i at once)',
    async (at) => {
      const { library, engine, choose, peaks, started } = createBusyWorld();
      for (let index = 0; index < 300; index += 1) library.addAsset({ fileName: `${index}.jpg` });
      for (let index = 0; index < 300; index += 1) library.addAsset({ fileName: `${index}.mp4` });
      await choose();
      await engine.changeSettings({ parallelUploads: at });
      await engine.start();
      expect(started).toHaveLength(600);
      expect(new Set(started).size).toBe(600);
      if (at === 1) {
        // There is no room beside a video: newest first it is.
        expect(started.findLastIndex((name) => name.endsWith('.mp4'))).toBe(299);
        return;
      }
      expect(peaks).toMatchObject({ all: 4, videos: 2 });
      // A video takes as long as 50 photos, of which two go at once: six videos, when the last photo has begun.
      const lastPhotoAt = started.findLastIndex((name) => name.endsWith('.jpg'));
      expect(started.slice(0, lastPhotoAt).filter((name) => name.endsWith('.mp4')).length).toBeLessThan(12);
      for (const kind of ['.mp4', '.jpg']) {
        const numbers = started
          .filter((name) => name.endsWith(kind))
          .map((name) => Number.parseInt(name, 10));
        expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
      }
    },
  );
});

const recordOf = (index: number, kind: LaneKind, random = createSeededRandom(index)): AssetRecord =>
  ({
    asset: { id: `${index}`, kind, createdAtMs: -Math.floor(index / 3) },
    checksums: random.below(4) === 0 ? { original: `c${random.below(6)}` as Checksum } : undefined,
    settlement: { kind: 'pending' },
  }) as unknown as AssetRecord;

describe('the queue', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
    '[U5][D9] gives every asset one turn, within its limits, in any order of answers (seed %i)',
    (seed) => {
      const random = createSeededRandom(seed);
      const queue = emptyQueue();
      const limits = { ...LIMITS, parallelUploads: 1 + random.below(10) };
      const underWay: Work[] = [];
      const ended = new Set<string>();
      const arrived = new Set<string>();
      let made = 0;
      for (let step = 0; step < 5_000; step += 1) {
        underWay.push(...takeWork(queue, limits));
        const sends = underWay.flatMap((work) => (work.kind === 'send' ? [work.asset] : []));
        expect(sends.length).toBeLessThanOrEqual(limits.parallelUploads);
        expect(sends.filter(({ record }) => record.asset.kind === 'video').length).toBeLessThanOrEqual(2);
        expect(new Set(sends.map(({ checksums }) => checksums.original)).size).toBe(sends.length);
        expect(queue.hashing.size).toBeLessThanOrEqual(2);
        const { image, video } = queue.lanes;
        expect(image.ready.length + video.ready.length).toBeLessThan(600);
        expect(queue.hashed.length + queue.sendable.length).toBeLessThan(200);
        if (underWay.length === 0) break;
        const [work] = underWay.splice(random.below(underWay.length), 1);
        switch (work!.kind) {
          case 'read-page': {
            const { lane: kind } = work as Work & { kind: 'read-page' };
            const lane = queue.lanes[kind];
            const page = Array.from({ length: made < 600 ? 200 : 17 }, () => recordOf(made++, kind));
            lane.ready.push(...page);
            lane.isExhausted = page.length < 200;
            lane.isReading = false;
            break;
          }
          case 'hash': {
            const { record } = work as Work & { kind: 'hash' };
            queue.hashing.delete(record.asset.id);
            const checksum = `c${random.below(200)}` as Checksum;
            queue.hashed.push({ record, checksums: { original: checksum, motion: undefined } });
            break;
          }
          case 'check': {
            const { assets } = work as Work & { kind: 'check' };
            const missing = assets.filter(({ checksums }) => !arrived.has(checksums.original));
            for (const asset of assets) if (!missing.includes(asset)) ended.add(asset.record.asset.id);
            queueMissing(queue, missing);
            queue.checking = [];
            break;
          }
          case 'send': {
            const { asset } = work as Work & { kind: 'send' };
            ended.add(asset.record.asset.id);
            if (random.below(3) > 0) {
              expect(arrived).not.toContain(asset.checksums.original);
              arrived.add(asset.checksums.original);
              requeueTwins(queue, asset.checksums);
            }
            queue.sending.delete(asset.record.asset.id);
          }
        }
      }
      expect(isIdle(queue)).toBe(true);
      expect(ended.size).toBe(made);
      expect(made).toBeGreaterThan(600);
    },
  );

  it('[D9] looks up again what arrived while the server was asked for its twin', () => {
    const queue = emptyQueue();
    const checksums = { original: 'c1' as Checksum, motion: undefined };
    queue.hashed.push({ record: recordOf(1, 'image'), checksums });
    for (const lane of Object.values(queue.lanes)) lane.isExhausted = true;
    expect(takeWork(queue, LIMITS).map(({ kind }) => kind)).toEqual(['check']);
    requeueTwins(queue, checksums);
    queueMissing(queue, [{ record: recordOf(1, 'image'), checksums }]);
    queue.checking = [];
    expect(takeWork(queue, LIMITS).map(({ kind }) => kind)).toEqual(['check']);
  });
});

describe('a download that needs all the room there is', () => {
  const assetOf = (id: string, kind: LaneKind, isInCloud: boolean): AssetRecord =>
    ({
      asset: { id, kind, isInCloud, original: { sizeBytes: 1 }, createdAtMs: 0 },
    }) as unknown as AssetRecord;
  const hashesOf = (isHeld: QueueLimits['isHeld']): readonly Work[] => {
    const queue = emptyQueue();
    for (const lane of Object.values(queue.lanes)) lane.isExhausted = true;
    queue.lanes.image.ready.push(assetOf('cloud', 'image', true));
    const checksums = { original: 'aa' as Checksum, motion: undefined };
    queue.sendable.push({ record: { ...assetOf('film', 'video', false), checksums }, checksums });
    const limits = { ...LIMITS, mayBegin: () => false, downloadsAlone: true, isHeld };
    return takeWork(queue, limits).filter(({ kind }) => kind === 'hash');
  };

  it('[E1][I3] waits for what can be sent, and not for what is held back', () => {
    expect(hashesOf(() => false)).toEqual([]);
    expect(hashesOf((kind) => kind === 'video')).toHaveLength(1);
  });
});
