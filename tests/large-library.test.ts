import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const BENCH = fileURLToPath(new URL('../bench/million.ts', import.meta.url));

/** The peak memory of each phase over a library of so many assets, in MiB. */
async function peaksOf(count: number): Promise<ReadonlyMap<string, number>> {
  const { stdout } = await promisify(execFile)(process.execPath, [BENCH, String(count)]);
  return new Map(
    [...stdout.matchAll(/^(.+): [\d.]+ s, peak memory (\d+) MiB$/gmu)].map(([, phase, peak]) => [
      phase as string,
      Number(peak),
    ]),
  );
}

it(
  '[A10] the memory of a scan, a plan and a run does not grow with the library',
  { timeout: 240_000 },
  async () => {
    const small = await peaksOf(1_000);
    const large = await peaksOf(120_000);
    expect(large.size).toBe(5);
    for (const [phase, peak] of large) {
      // Held in memory whole, so many assets would take some 300 MiB more.
      expect(peak - (small.get(phase) ?? 0), phase).toBeLessThan(200);
      expect(peak).toBeLessThan(300);
    }
  },
);
