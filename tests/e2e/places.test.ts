import { describe, expect } from 'vitest';
import { photo, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { follow, goTo, press, untilAt, untilSaid } from './on-the-page.ts';
import { DESKTOP } from './simulated-screens.ts';

describe('the place that is marked', { timeout: E2E_TIMEOUT_MS }, () => {
  it('is the one that one came from, and Albums for an album that is opened by its address', async ({
    app,
  }) => {
    await writeFiles(app.house.library, {
      'Trips/a.jpg': photo(1),
      'Trips/b.jpg': photo(2),
      'c.jpg': photo(3),
    });
    await app.settle();
    const page = await app.openPage({ viewport: DESKTOP });
    const marked = async (): Promise<string | null> =>
      page.getByRole('navigation').locator('[aria-current="page"]').getAttribute('aria-label');
    await press(page, 'Back up now');
    await untilSaid(page, 'Your photos are safe');
    await follow(page, '3 Safe. Show the list.');
    await untilAt(page, 'Safe');
    expect(await marked()).toBe('Backup');

    await goTo(page, 'Activity');
    await follow(page, 'Uploaded from here 3');
    await untilAt(page, 'Uploaded from here');
    expect(await marked()).toBe('Activity');
    // Of the album, from Activity.
    await goTo(page, 'Activity');
    await follow(page, /^Trips .*2 of 2 backed up$/);
    await page.getByRole('tab', { name: 'All photos' }).waitFor();
    expect(await marked()).toBe('Activity');
    await page.reload();
    await page.getByRole('tab', { name: 'All photos' }).waitFor();
    expect(await marked()).toBe('Albums');
  });
});
