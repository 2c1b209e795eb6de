import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { isSettled, sumOfStates, summaryOf } from './house/events.ts';
import { it, type House } from './house/house.ts';
import { checksumsBelow, photo, sha1, writePhotos } from './house/photos.ts';

/** So many that a backup of them is still under way when it has told of its first files. */
const COUNT = 200;

const EVERY_CHECKSUM = Array.from({ length: COUNT }, (_, index) => sha1(photo(index + 1))).sort();

/** A backup that takes its time. */
function oneByOne(house: House): readonly string[] {
  return ['backup', house.library, '--json', '--jobs', '1'];
}

/** Everything is there, once, with a row for each file and nothing half received beside it. */
async function expectAllThereOnce(house: House): Promise<void> {
  expect(await checksumsBelow(join(house.dataFolder, 'originals'))).toEqual(EVERY_CHECKSUM);
  expect(await readdir(join(house.dataFolder, 'staging'))).toEqual([]);
  expect(await house.api.total()).toBe(COUNT);
}

async function countOriginals(house: House): Promise<number> {
  return (await checksumsBelow(join(house.dataFolder, 'originals'))).length;
}

describe('killed in the middle', () => {
  it('[E1][H1] the server loses nothing, and the waiting agent goes on by itself when it is back', async ({
    house,
  }) => {
    const server = await house.settle();
    await writePhotos(house.library, COUNT);
    const agent = house.startKeepsake(oneByOne(house));

    await agent.untilLine(isSettled(10));
    server.kill('SIGKILL');
    await server.ended;
    expect(await countOriginals(house)).toBeLessThan(COUNT);
    await agent.untilLine((line) => line.includes('waiting-for-network'));
    await house.startServer();

    const { exitCode, stdout } = await agent.ended;
    expect(exitCode).toBe(0);
    const { statistics } = summaryOf(stdout);
    expect(statistics.candidates).toMatchObject({ totalCount: COUNT, backedUpCount: COUNT, failedCount: 0 });
    await expectAllThereOnce(house);
  });

  it('[U7] the agent loses nothing, and its next run sends only the rest', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, COUNT);
    const killed = house.startKeepsake(oneByOne(house));
    await killed.untilLine(isSettled(10));
    killed.kill('SIGKILL');
    await killed.ended;
    const sentBefore = await countOriginals(house);
    expect(sentBefore).toBeLessThan(COUNT);

    const { exitCode, stdout } = await house.keepsake(['backup', house.library, '--json']);

    expect(exitCode).toBe(0);
    const { progress, statistics } = summaryOf(stdout);
    expect(statistics.candidates).toMatchObject({ totalCount: COUNT, backedUpCount: COUNT });
    expect(progress?.uploadedCount).toBeLessThanOrEqual(COUNT - sentBefore + 4);
    await expectAllThereOnce(house);
  });
});

describe('stopped or met', () => {
  it('[U7] by Ctrl-C the agent stops within a second, and its next run goes on', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, COUNT);
    const stopped = house.startKeepsake(oneByOne(house));
    await stopped.untilLine(isSettled(10));
    const askedAt = performance.now();
    stopped.kill('SIGINT');

    const { exitCode, stdout } = await stopped.ended;
    // A second for the agent, and as much again for a busy machine.
    expect(performance.now() - askedAt).toBeLessThan(2_000);
    expect(exitCode).toBe(130);
    const { outcome, statistics } = summaryOf(stdout);
    expect(outcome.kind).toBe('cancelled');
    expect(sumOfStates(statistics)).toBe(COUNT);
    expect(statistics.candidates.backedUpCount).toBeLessThan(COUNT);

    expect((await house.keepsake(['backup', house.library])).exitCode).toBe(0);
    await expectAllThereOnce(house);
  });

  it('of two runs at once one backs up, the other says so and does nothing', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, COUNT);
    const first = house.startKeepsake(oneByOne(house));
    await first.untilLine((line) => line.includes('"uploading"'));

    const second = await house.keepsake(['backup', house.library]);
    const third = await house.keepsake(['albums']);
    first.kill('SIGINT');

    expect(second.exitCode).toBe(7);
    expect(second.stdout + second.stderr).toContain('Another Keepsake is at work on this library.');
    // Asking is allowed while a backup runs.
    expect(third.exitCode).toBe(0);
    expect((await first.ended).exitCode).toBe(130);
  });
});
