import { rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { summaryOf, sumOfStates } from './house/events.ts';
import { it, type House } from './house/house.ts';
import { photo, sha1, writeFiles } from './house/photos.ts';

/** What iCloud does when it takes a file from the disk. */
async function evict(house: House, name: string): Promise<void> {
  const placeholder = join(house.library, `.${name}.icloud`);
  await rename(join(house.library, name), placeholder);
  await writeFile(placeholder, 'bplist00');
  await utimes(placeholder, 1, 1);
}

async function backUp(house: House, ...options: string[]) {
  return summaryOf((await house.keepsake(['backup', house.library, '--json', ...options])).stdout);
}

describe('what is in iCloud and not on this computer', () => {
  it('[I5][D2] stays backed up when it goes there after its backup', async ({ house }) => {
    await house.settle();
    await writeFiles(house.library, { 'a.jpg': photo(1), 'IMG_1.HEIC': photo(2), 'IMG_1.MOV': photo(3) });
    const first = await backUp(house);
    for (const name of ['a.jpg', 'IMG_1.HEIC', 'IMG_1.MOV']) await evict(house, name);

    const second = await backUp(house);

    expect(second).toMatchObject({ exitCode: 0, bytesRead: 0, statistics: first.statistics });
    const why = await house.keepsake(['why', join(house.library, 'a.jpg')]);
    expect(why.stdout).toContain('Backed up just now: the server confirmed it.');
  });

  it('[I2][I5][A13] is left alone when that was chosen, says so, and is sent when it comes', async ({
    house,
  }) => {
    await house.settle();
    await writeFiles(house.library, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await evict(house, 'b.jpg');

    const waiting = await house.keepsake(['backup', house.library, '--dry-run']);
    expect(waiting.stdout).toContain('1  for their download from the cloud');
    const left = await backUp(house, '--skip-cloud');
    expect(left).toMatchObject({ exitCode: 0, statistics: { uploadedCount: 1, ignoredCount: 1 } });
    expect(sumOfStates(left.statistics)).toBe(2);
    expect((await house.keepsake(['status'])).stdout).toContain(
      '1  not on this computer, and left in the cloud',
    );
    const why = (await house.keepsake(['why', join(house.library, '.b.jpg.icloud')])).stdout;
    expect(why).toContain('Left alone, because its original is not on this computer.');
    expect(why).toContain('keepsake backup --no-skip-cloud');

    await rm(join(house.library, '.b.jpg.icloud'));
    await writeFiles(house.library, { 'b.jpg': photo(2) });
    expect(await backUp(house)).toMatchObject({
      exitCode: 0,
      statistics: { uploadedCount: 2, ignoredCount: 0 },
    });
    expect(await house.api.assetOf(sha1(photo(2)))).toBeDefined();
  });
});
