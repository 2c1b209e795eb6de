import { describe, expect } from 'vitest';
import { it } from './house/house.ts';
import { writePhotos } from './house/photos.ts';

describe('keepsake watch', () => {
  it('[B7] backs up what appears, and ends with 0 when it is stopped', async ({ house }) => {
    await house.settle();
    await writePhotos(house.library, 3);
    const watch = house.startKeepsake(['watch', house.library]);
    await watch.untilLine((line) => line.includes('Everything is backed up.'));
    await writePhotos(house.library, 2, 10);
    await watch.untilLine((line) => line.includes('2 photos'));
    watch.kill('SIGTERM');
    const { exitCode, stdout, stderr } = await watch.ended;
    console.log(stdout, stderr);
    expect(exitCode).toBe(0);
    expect(await house.api.total()).toBe(5);
  });
});
