import { describe, expect } from 'vitest';
import { photo, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { goTo, press, untilSaid } from './on-the-page.ts';

const WIDTH = 320;

describe('the list that is chosen', { timeout: E2E_TIMEOUT_MS }, () => {
  it('is in sight among the others, from the left and from the right', async ({ app }) => {
    await writeFiles(app.house.library, {
      'Trips/a.jpg': photo(1),
      'Trips/b.jpg': photo(2),
      'Trips/packing.txt': 'socks',
      'c.jpg': photo(3),
    });
    await app.settle();
    const first = await app.openPage();
    await press(first, 'Back up now');
    await untilSaid(first, 'Your photos are safe');
    await goTo(first, 'Albums');
    const cover = first.getByRole('link', { name: 'Show the photos of Trips' });
    await cover.waitFor();
    const ofAlbum = (await cover.getAttribute('href')) ?? '';
    const paths = ['/photos/ignored', ofAlbum, ofAlbum.replace('/all?', '/gone?')];
    for (const locale of ['en-GB', 'ar']) {
      const page = await app.openPage({ locale, viewport: { width: WIDTH, height: 700 } });
      for (const path of paths) {
        await page.goto(`${app.origin}${path}`);
        // Until others are there, which come before it, or after.
        await page.getByRole('tab').nth(2).waitFor({ state: 'attached' });
        const whereIsIt = async () => {
          const box = await page.locator('[role="tab"][aria-selected="true"]').boundingBox();
          return box !== null && box.x >= 0 && box.x + box.width <= WIDTH
            ? 'in sight'
            : { path, locale, box };
        };
        await expect.poll(whereIsIt).toBe('in sight');
        await page.waitForTimeout(300);
        expect(await whereIsIt()).toBe('in sight');
      }
    }
  });
});
