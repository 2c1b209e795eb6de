import { describe, expect } from 'vitest';
import { photo, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { follow, goTo, press, untilAt, untilSaid } from './on-the-page.ts';

const NAMES = [
  'My%20photo.jpg',
  'x%2Fy.jpg',
  '100%25.jpg',
  'a#b.jpg',
  'a?b=c.jpg',
  'IMG_1234 (1).jpg',
  'back\\slash.jpg',
  'Übung.jpg',
  '😀.jpg',
];
const FOLDER = 'Trip (2023) 50%25';

describe('what a link leads to', { timeout: E2E_TIMEOUT_MS }, () => {
  it('is that photo, whatever its name: by a click, loaded again, and in a new tab', async ({ app }) => {
    await writeFiles(
      app.house.library,
      Object.fromEntries(NAMES.map((name, index) => [`${FOLDER}/${name}`, photo(index + 1)])),
    );
    await app.settle();
    const page = await app.openPage();
    await press(page, 'Back up now');
    await untilSaid(page, 'Your photos are safe');

    await goTo(page, 'Albums');
    const cover = page.getByRole('link', { name: `Show the photos of ${FOLDER}` });
    await cover.waitFor();
    const coverHref = await cover.getAttribute('href');
    await cover.click();
    await untilAt(page, FOLDER);
    const listAddress = page.url();
    await page.goto(`${app.origin}${coverHref}`);
    await untilAt(page, FOLDER);

    for (const name of NAMES) {
      const photoLink = page.getByRole('link', { name: `${name}. Safe`, exact: true });
      await photoLink.waitFor();
      const href = await photoLink.getAttribute('href');
      await follow(page, `${name}. Safe`);
      await untilSaid(page, 'This photo is safe');
      await untilAt(page, name);
      await page.reload();
      await untilAt(page, name);
      const tab = await page.context().newPage();
      await tab.goto(`${app.origin}${href}`);
      await untilAt(tab, name);
      // What stands in the bar is what was linked to, so that it may be copied from either.
      expect(tab.url()).toBe(page.url());
      await tab.close();
      await page.goto(listAddress);
    }
  });
});
