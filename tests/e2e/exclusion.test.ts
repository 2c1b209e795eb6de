import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { checksumsBelow, photo, sha1, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { follow, goTo, press, untilCount, untilSaid, untilShown } from './on-the-page.ts';

describe('an album that is excluded', { timeout: E2E_TIMEOUT_MS }, () => {
  it('is previewed, kept from the server, and told of by every number', async ({ app }) => {
    const { house } = app;
    const kept = [photo(1), photo(2), photo(3)] as const;
    const leftOut = [photo(4), photo(5)] as const;
    await writeFiles(house.library, {
      'Camera/a.jpg': kept[0],
      'Camera/b.jpg': kept[1],
      'c.jpg': kept[2],
      'Screenshots/d.png': leftOut[0],
      'Screenshots/e.png': leftOut[1],
    });
    await app.settle();
    const page = await app.openPage();
    await untilSaid(page, '5 photos are not backed up yet');

    await goTo(page, 'Albums');
    await untilShown(page, '5 photos will be backed up');
    await page.getByRole('tab', { name: /^Exclude/ }).click();
    await page.getByRole('checkbox', { name: /^Screenshots/, checked: false }).click();
    await untilShown(page, '3 photos will be backed up; 2 in Screenshots will not');
    await untilShown(page, /^2 fewer than now/);
    // Nothing is so before it is saved.
    const listed = async (): Promise<string> => (await house.keepsake(['albums', '--json'])).stdout;
    expect(await listed()).not.toContain('"excluded"');
    await press(page, 'Save');
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
    expect(await listed()).toContain('"excluded"');

    await goTo(page, 'Backup');
    await untilSaid(page, '3 photos are not backed up yet');
    await press(page, 'Back up now');
    await untilSaid(page, 'Your photos are safe');
    await untilShown(page, '3 of 3 backed up');
    await untilCount(page, 'Waiting', 0);
    expect(await house.api.total()).toBe(3);
    for (const bytes of leftOut) expect(await house.api.assetOf(sha1(bytes))).toBeUndefined();
    expect(await checksumsBelow(join(house.dataFolder, 'originals'))).toEqual(kept.map(sha1).sort());

    await goTo(page, 'Activity');
    await follow(page, 'In excluded albums 2');
    await page.getByRole('tab', { name: /^Excluded/, selected: true }).waitFor();
    await follow(page, 'd.png. Excluded');
    await untilSaid(page, 'It is left out');
    await untilShown(page, 'Left out, because you excluded Screenshots.');
  });
});
