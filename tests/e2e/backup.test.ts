import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { HoldingProxy } from '../house/holding-proxy.ts';
import { checksumsBelow, photo, sha1, writeFiles, writePhotos } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { press, untilCount, untilSaid, untilShown } from './on-the-page.ts';

/** Large enough for the proxy to hold. */
const LARGE = 400_000;

describe('a backup on the screen', { timeout: E2E_TIMEOUT_MS }, () => {
  it('goes from one click to its end, and its numbers are true', async ({ app }) => {
    await writePhotos(app.house.library, 12);
    await app.settle();
    const page = await app.openPage();
    await untilSaid(page, '12 photos are not backed up yet');
    await untilCount(page, 'Waiting', 12);
    await press(page, 'Back up now');
    await untilSaid(page, 'Your photos are safe');
    await untilShown(page, '12 of 12 backed up');
    await untilShown(page, /Last backup: just now/);
    await untilCount(page, 'Safe', 12);
    await untilCount(page, 'Waiting', 0);
    const sent = Array.from({ length: 12 }, (_, index) => sha1(photo(index + 1))).sort();
    expect(await checksumsBelow(join(app.house.dataFolder, 'originals'))).toEqual(sent);

    // What cannot be backed up is counted, and nothing else changes.
    await writeFiles(app.house.library, { 'empty.jpg': '', 'new.jpg': photo(13) });
    await press(page, 'Back up now');
    await untilSaid(page, '1 photo could not be backed up');
    await untilCount(page, 'Safe', 13);
    await untilCount(page, 'Failed', 1);
    await untilShown(page, '13 of 14 backed up');
  });

  it('is the same in two tabs, of which one stops what the other began', async ({ app, held }) => {
    let proxy: HoldingProxy | undefined;
    await writeFiles(app.house.library, { 'a.jpg': photo(1, LARGE), 'b.jpg': photo(2, LARGE) });
    await app.settle({ through: async (url) => (proxy = await held(url)).url });
    const first = await app.openPage();
    const second = await first.context().newPage();
    await second.goto(app.origin);
    const both = [first, second];
    for (const page of both) await untilSaid(page, '2 photos are not backed up yet');

    await press(first, 'Back up now');
    for (const page of both) {
      await untilSaid(page, 'Backing up 2 photos');
      await untilCount(page, 'Uploading', 2);
    }
    await press(second, 'Pause');
    for (const page of both) {
      await untilSaid(page, 'The backup is paused');
      await untilCount(page, 'Waiting', 2);
    }
    proxy?.release();
    await press(first, 'Go on');
    for (const page of both) {
      await untilSaid(page, 'Your photos are safe');
      await untilShown(page, '2 of 2 backed up');
    }
  });

  it('goes on while its page is loaded anew', async ({ app, held }) => {
    let proxy: HoldingProxy | undefined;
    await writeFiles(app.house.library, { 'a.jpg': photo(1, LARGE), 'b.jpg': photo(2, LARGE) });
    await app.settle({ through: async (url) => (proxy = await held(url)).url });
    const page = await app.openPage();
    await press(page, 'Back up now');
    await untilCount(page, 'Uploading', 2);
    await page.reload();
    await untilSaid(page, 'Backing up 2 photos');
    await untilCount(page, 'Uploading', 2);
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    proxy?.release();
    await untilSaid(page, 'Your photos are safe');
    await untilCount(page, 'Safe', 2);
  });
});
