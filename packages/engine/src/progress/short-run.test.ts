import { expect, it } from 'vitest';
import type { AssetId } from '../index.ts';
import { RunMeter } from './run-progress.ts';

const EARLY = 4;
const SMALL = { count: 180, sizeBytes: 60_000 };
const LARGE = { count: 9, sizeBytes: 7_400_000 };
const TOTAL = {
  count: EARLY + SMALL.count + LARGE.count,
  sizeBytes: (EARLY + SMALL.count) * SMALL.sizeBytes + LARGE.count * LARGE.sizeBytes,
};

/** What is told each tenth of a second of a run of 193 photos, beside what was true: its first moments go by with connecting and comparing. */
function tellShortRun(
  quietMs: number,
): readonly { readonly leftMs: number; readonly toldMs: number | undefined }[] {
  const meter = new RunMeter(TOTAL, 0);
  // A few small photos are sent at once; they are all that the first estimate knows.
  for (let early = 0; early < EARLY; early += 1)
    meter.settled(`early ${early}` as AssetId, 'uploaded', SMALL.sizeBytes, 200);
  const ends: { atMs: number; id: AssetId; sizeBytes: number }[] = [];
  let atMs = quietMs;
  const add = (sizeBytes: number, durationMs: number): void => {
    atMs += durationMs;
    ends.push({ atMs, id: `${ends.length}` as AssetId, sizeBytes });
  };
  for (let large = 0; large < LARGE.count; large += 1) {
    for (let small = 0; small < SMALL.count / LARGE.count; small += 1) add(SMALL.sizeBytes, 8);
    add(LARGE.sizeBytes, 450);
  }
  const told: { leftMs: number; toldMs: number | undefined }[] = [];
  let next = 0;
  for (let nowMs = 0; nowMs < atMs; nowMs += 100) {
    for (let end = ends[next]; end !== undefined && end.atMs <= nowMs; end = ends[(next += 1)])
      meter.settled(end.id, 'uploaded', end.sizeBytes, end.atMs);
    told.push({ leftMs: atMs - nowMs, toldMs: meter.tell(nowMs).remainingMs });
  }
  return told;
}

it.each([900, 1_500])(
  '[P2] the time left at the end of a short run is that of its end, and not what its first %d ms told',
  (quietMs) => {
    const told = tellShortRun(quietMs).filter(({ toldMs }) => toldMs !== undefined);
    const [first] = told;
    // The first moments do tell of minutes.
    expect(first?.toldMs).toBeGreaterThan(60_000);
    let beforeMs = Infinity;
    for (const { leftMs, toldMs = NaN } of told) {
      // While nothing comes through it may go up; it does not go to and fro.
      if (leftMs <= 5_000) expect(toldMs).toBeLessThanOrEqual(beforeMs);
      beforeMs = toldMs;
      if (leftMs <= 1_000) expect(toldMs).toBeLessThan(10_000);
      if (leftMs <= 200) expect(toldMs).toBeLessThan(2_000);
    }
  },
);
