import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { permissionsBind } from '../house/permissions.ts';
import { photo, sha1, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { press, untilCount, untilLink, untilSaid, untilShown } from './on-the-page.ts';

describe('photos that cannot be backed up', { timeout: E2E_TIMEOUT_MS }, () => {
  it.runIf(permissionsBind)(
    'are listed with their reasons, and safe once they are mended and tried again',
    async ({ app }) => {
      const { house } = app;
      const locked = join(house.library, 'locked.jpg');
      await writeFiles(house.library, { 'good.jpg': photo(1), 'empty.jpg': '', 'locked.jpg': photo(2) });
      await chmod(locked, 0o000);
      await app.settle({ isBound: true });
      const page = await app.openPage();
      await press(page, 'Back up now');
      await untilSaid(page, '2 photos could not be backed up');
      await untilCount(page, 'Failed', 2);
      await press(page, 'See why');

      await untilSaid(page, '2 uploads failed');
      await untilSaid(page, 'The file is empty');
      await untilSaid(page, 'The file cannot be opened');
      await untilLink(page, /^locked\.jpg\. tried once, .*The file cannot be opened$/);
      // Trying again mends nothing by itself, and begins to count anew; what it leaves is when that was.
      const beforeMs = await app.failedAtMs('locked.jpg');
      await press(page, 'Retry locked.jpg');
      await expect.poll(() => app.failedAtMs('locked.jpg'), { timeout: 30_000 }).toBeGreaterThan(beforeMs);
      await untilLink(page, /^locked\.jpg\. tried once, .*The file cannot be opened$/);
      await untilSaid(page, '2 uploads failed');
      // An empty file fails each time, until it is another one.
      expect(await page.getByRole('button', { name: 'Retry empty.jpg' }).count()).toBe(0);

      await chmod(locked, 0o600);
      await press(page, 'Retry locked.jpg');
      await untilSaid(page, '1 upload failed');
      await expect.poll(() => house.api.assetOf(sha1(photo(2))), { timeout: 30_000 }).toBeDefined();
      expect(await house.api.total()).toBe(2);

      await untilShown(page, 'Trying again changes nothing here. Each reason says what does.');

      await writeFiles(house.library, { 'empty.jpg': photo(3) });
      await press(page, 'Back');
      await press(page, 'Back up now');
      await untilSaid(page, 'Your photos are safe');
      await untilShown(page, '3 of 3 backed up');
      expect(await house.api.assetOf(sha1(photo(3)))).toBeDefined();
    },
  );
});
