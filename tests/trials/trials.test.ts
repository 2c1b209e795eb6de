import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTrial, type TrialName } from './trials.ts';

/** The trials at a size that fits into a test run; `npm run trials` runs them in full. */
describe('a server on trial', { timeout: 120_000 }, () => {
  it('[H6][H9] answers mutated requests without a fault of its own, and keeps nothing of them', () =>
    expectToStand('fuzz', 0.05));

  it('[H10] stays small under many large uploads of which half are cut off', () =>
    expectToStand('memory', 0.05));

  it('[H2] makes one asset of one file that comes many times at once', () => expectToStand('same-file', 0.2));

  it('[H4] passes no quota by a byte, and lets it be used to the last one', () => expectToStand('quota', 1));

  it('[H1] has all that it acknowledged, and no other, after each kill -9', () =>
    expectToStand('crash', 0.05));
});

async function expectToStand(name: TrialName, scale: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-trial-'));
  try {
    const { complaints } = await runTrial(name, folder, { seed: 20_241, scale });
    expect(complaints).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
