import { describe, expect, it } from 'vitest';
import type { AssetId } from '../index.ts';
import { RunMeter } from './run-progress.ts';

describe('the measure of a run', () => {
  it('[P2] keeps what was shown when a transfer starts over, and goes on from there', () => {
    const meter = new RunMeter({ count: 2, sizeBytes: 2_000 }, 0);
    const id = 'a' as AssetId;
    const shown = [900, 0, 400, 950].map((bytesSent, index) => {
      meter.sent(id, bytesSent, index * 1_000);
      return meter.tell(index * 1_000).bytesDone;
    });
    expect(shown).toEqual([900, 900, 900, 950]);
    meter.dropped(id);
    expect(meter.tell(5_000)).toMatchObject({ bytesDone: 950, bytesUploaded: 0 });
    meter.settled(id, 'failed', 1_000, 6_000);
    expect(meter.tell(6_000)).toMatchObject({ bytesDone: 1_000, settledCount: 1, failedCount: 1 });
  });

  it('[P2] tells speed and time left', () => {
    const meter = new RunMeter({ count: 10, sizeBytes: 10_000 }, 0);
    expect(meter.tell(500)).toMatchObject({ bytesPerSecond: undefined, remainingMs: undefined });
    for (let second = 1; second <= 5; second += 1) {
      meter.settled(`${second}` as AssetId, 'uploaded', 1_000, second * 1_000);
    }
    expect(meter.tell(5_000)).toMatchObject({
      settledCount: 5,
      totalCount: 10,
      bytesDone: 5_000,
      bytesTotal: 10_000,
      bytesPerSecond: 1_000,
      remainingMs: 5_000,
    });
  });

  it('[P2] counts what was there already as done, and not as sent', () => {
    const meter = new RunMeter({ count: 2, sizeBytes: 2_000 }, 0);
    meter.settled('a' as AssetId, 'duplicate', 1_000, 2_000);
    expect(meter.tell(2_000)).toMatchObject({ bytesDone: 1_000, bytesUploaded: 0, bytesPerSecond: 0 });
  });

  it('[P2] takes what an earlier turn had sent for done, but not for speed', () => {
    const meter = new RunMeter({ count: 2, sizeBytes: 200_000_000 }, 0);
    const id = 'a' as AssetId;
    meter.resumed(id, 80_000_000);
    meter.sent(id, 80_000_000, 0);
    meter.sent(id, 90_000_000, 1_000);
    meter.sent(id, 100_000_000, 2_000);
    expect(meter.tell(2_000)).toMatchObject({
      bytesDone: 100_000_000,
      bytesPerSecond: 10_000_000,
      remainingMs: expect.closeTo(10_000, -3) as number,
    });
    meter.settled(id, 'uploaded', 100_000_000, 2_000);
    expect(meter.tell(2_000)).toMatchObject({
      bytesDone: 100_000_000,
      bytesUploaded: 20_000_000,
      bytesPerSecond: 10_000_000,
    });
  });

  it('[P2] takes what this run had sent before its wire broke for sent', () => {
    const meter = new RunMeter({ count: 1, sizeBytes: 20_000 }, 0);
    const id = 'a' as AssetId;
    meter.resumed(id, 0);
    meter.sent(id, 8_000, 1_000);
    meter.dropped(id);
    meter.resumed(id, 8_000);
    meter.sent(id, 8_000, 1_500);
    meter.settled(id, 'uploaded', 20_000, 2_000);
    expect(meter.tell(2_000)).toMatchObject({ bytesUploaded: 20_000, bytesPerSecond: 10_000 });
  });

  it('[P2] of files whose size nobody told counts what was sent, and guesses at no time left', () => {
    const meter = new RunMeter({ count: 2, sizeBytes: 0 }, 0);
    meter.sent('a' as AssetId, 5_000, 2_000);
    expect(meter.tell(2_000)).toMatchObject({ bytesDone: 5_000, remainingMs: undefined });
    meter.settled('a' as AssetId, 'uploaded', 0, 2_000);
    expect(meter.tell(2_000)).toMatchObject({ bytesUploaded: 5_000, bytesDone: 5_000, remainingMs: 2_000 });
  });

  it('[P2] tells neither speed nor time left while a large file is read, and then those of what is sent', () => {
    const meter = new RunMeter({ count: 5, sizeBytes: 3_000_030_000 }, 0);
    for (const id of ['a', 'b', 'c', 'd']) meter.settled(id as AssetId, 'uploaded', 7_500, 500);
    for (let atMs = 500; atMs <= 10_000; atMs += 100) {
      meter.reading(atMs);
      if (atMs > 2_000) expect(meter.tell(atMs)).toMatchObject({ remainingMs: undefined });
    }
    expect(meter.tell(10_000).bytesPerSecond).toBeUndefined();
    for (let second = 1; second <= 3; second += 1)
      meter.sent('huge' as AssetId, second * 50_000_000, 10_000 + second * 1_000);
    expect(meter.tell(13_000)).toMatchObject({
      bytesPerSecond: 50_000_000,
      remainingMs: expect.closeTo(57_000, -2) as number,
    });
  });

  it('[P2] counts no pause to speed and time left, and none of what was sent before it', () => {
    const meter = new RunMeter({ count: 3, sizeBytes: 30_0_000_000 }, 0);
    const [video, other] = ['video', 'other'] as AssetId[] as [AssetId, AssetId];
    for (let second = 1; second <= 8; second += 1) meter.sent(video, second * 1_0_000_000, second * 1_000);
    meter.dropped(video);
    meter.paused();
    expect(meter.tell(9_000)).toMatchObject({ bytesPerSecond: undefined, remainingMs: undefined });
    meter.wentOn(100_000);
    // The server kept seven of the eight.
    meter.resumed(video, 7_0_000_000);
    meter.sent(video, 7_0_000_000, 100_100);
    meter.sent(other, 0, 100_100);
    meter.sent(video, 8_0_000_000, 101_000);
    meter.sent(video, 9_0_000_000, 102_000);
    expect(meter.tell(102_000)).toMatchObject({ bytesPerSecond: 1_0_000_000, bytesDone: 9_0_000_000 });
    expect(meter.tell(102_000).remainingMs).toBeCloseTo(21_000, -3);
    // What went on as it did begins nothing anew.
    meter.wentOn(102_500);
    expect(meter.tell(102_500).bytesPerSecond).toBeDefined();
    meter.settled(video, 'uploaded', 10_0_000_000, 103_000);
    expect(meter.tell(103_000).bytesUploaded).toBe(10_0_000_000);
  });

  it('[P2] keeps the speed of what is sent beside a large file that is read', () => {
    const meter = new RunMeter({ count: 5, sizeBytes: 3_000_000_000 }, 0);
    for (let second = 1; second <= 5; second += 1) {
      meter.sent('a' as AssetId, second * 1_000, second * 1_000);
      meter.reading(second * 1_000 + 500);
    }
    expect(meter.tell(5_500).bytesPerSecond).toBeCloseTo(5_000 / 5.5);
  });

  /** 40 films of 50 MB and 3,000 photos of 100 kB: 85 MB a second, and 250 photos in one that are small. */
  const FILM_MS = 590;
  const PHOTO_MS = 4;

  it('[P2] tells of small photos behind large films how long they take, and not as long as films', () => {
    const meter = new RunMeter({ count: 3_040, sizeBytes: 40 * 50_000_000 + 3_000 * 100_000 }, 0);
    let nowMs = 0;
    for (let film = 0; film < 20; film += 1)
      meter.settled(`f${film}` as AssetId, 'uploaded', 50_000_000, (nowMs += FILM_MS));
    const trueMs = 20 * FILM_MS + 3_000 * PHOTO_MS;
    const { remainingMs = 0 } = meter.tell(nowMs);
    expect(remainingMs / trueMs).toBeGreaterThan(0.8);
    expect(remainingMs / trueMs).toBeLessThan(1.5);
  });

  it('[P2] tells of large films behind small photos how long they take, and not as long as photos for each byte', () => {
    const meter = new RunMeter({ count: 3_040, sizeBytes: 40 * 50_000_000 + 3_000 * 100_000 }, 0);
    let nowMs = 0;
    for (let photo = 0; photo < 2_500; photo += 1)
      meter.settled(`p${photo}` as AssetId, 'uploaded', 100_000, (nowMs += PHOTO_MS));
    const trueMs = 40 * FILM_MS + 500 * PHOTO_MS;
    const { remainingMs = 0 } = meter.tell(nowMs);
    expect(remainingMs / trueMs).toBeGreaterThan(0.8);
    expect(remainingMs / trueMs).toBeLessThan(1.5);
  });

  it.each([
    ['with answers at once', 1],
    ['with answers that take their time', 20],
  ])(
    '[P2] tells of both how long they take over a line of 10 Mbit/s, which the bytes fill, %s',
    (_how, beside) => {
      const BYTES_PER_MS = 1_250;
      const [filmMs, photoMs] = [50_000_000 / BYTES_PER_MS + beside, 100_000 / BYTES_PER_MS + beside];
      const total = { count: 1_010, sizeBytes: 10 * 50_000_000 + 1_000 * 100_000 };
      const byFilms = new RunMeter(total, 0);
      for (let film = 1; film <= 5; film += 1)
        byFilms.settled(`f${film}` as AssetId, 'uploaded', 50_000_000, film * filmMs);
      const afterFilms = (byFilms.tell(5 * filmMs).remainingMs ?? 0) / (5 * filmMs + 1_000 * photoMs);
      const byPhotos = new RunMeter(total, 0);
      for (let photo = 1; photo <= 500; photo += 1)
        byPhotos.settled(`p${photo}` as AssetId, 'uploaded', 100_000, photo * photoMs);
      const afterPhotos = (byPhotos.tell(500 * photoMs).remainingMs ?? 0) / (10 * filmMs + 500 * photoMs);
      for (const share of [afterFilms, afterPhotos]) {
        expect(share).toBeGreaterThan(0.8);
        expect(share).toBeLessThan(1.5);
      }
    },
  );

  it('[P2] tells no long time of films that are sent whole and wait for their confirmation', () => {
    const meter = new RunMeter({ count: 6, sizeBytes: 600_000_000 }, 0);
    for (let film = 0; film < 4; film += 1)
      meter.settled(`f${film}` as AssetId, 'uploaded', 100_000_000, (film + 1) * 10_000);
    for (const id of ['y', 'z']) meter.sent(id as AssetId, 100_000_000, 50_000);
    expect(meter.tell(50_000).remainingMs).toBeLessThan(1_000);
  });
});
