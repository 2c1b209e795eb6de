import { describe, expect } from 'vitest';
import { photo, sha1, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { follow, press, untilCount, untilSaid, untilShown } from './on-the-page.ts';

/** Large enough for the proxy to hold. */
const LARGE = 400_000;
const MIB = 1024 * 1024;
/** What the engine sends at once of a large file. */
const CHUNK_BYTES = 8 * MIB;

describe('in the middle of a backup', { timeout: E2E_TIMEOUT_MS }, () => {
  it('Wi-Fi that is lost is waited for, and the backup goes on by itself', async ({ app, held }) => {
    const { house } = app;
    await writeFiles(house.library, { 'a.jpg': photo(1, LARGE), 'b.jpg': photo(2, LARGE) });
    let proxy: Awaited<ReturnType<typeof held>> | undefined;
    await app.settle({ through: async (url) => (proxy = await held(url)).url });
    const page = await app.openPage();
    await press(page, 'Back up now');
    await untilCount(page, 'Uploading', 2);

    await app.simulate({ network: 'none' });
    await untilSaid(page, 'Waiting for a network');
    await untilShown(page, 'There is no network. Photos continue by themselves when it is back.');
    await untilCount(page, 'Waiting', 2);
    // Mobile data is no Wi-Fi.
    await app.simulate({ network: 'metered' });
    await untilSaid(page, 'Waiting for Wi-Fi');
    await untilShown(page, '2 photos will continue by themselves.');
    proxy?.lose();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await house.api.total()).toBe(0);

    await app.simulate({ network: 'unmetered' });
    await untilSaid(page, 'Your photos are safe');
    await untilShown(page, '2 of 2 backed up');
    expect(await house.api.assetOf(sha1(photo(2, LARGE)))).toBeDefined();
  });

  it('a server that goes down is waited for, and gets no more than a chunk twice', async ({ app, held }) => {
    const { house } = app;
    const video = photo(7, 28 * MIB);
    await writeFiles(house.library, { 'video.mp4': video });
    let proxy: Awaited<ReturnType<typeof held>> | undefined;
    const { server } = await app.settle({
      through: async (url) => (proxy = await held(url, 20 * MIB)).url,
    });
    const page = await app.openPage();
    await press(page, 'Back up now');
    await proxy?.untilHolding(1);
    await untilSaid(page, 'Backing up 1 photo');
    await untilCount(page, 'Uploading', 1);
    server.kill('SIGKILL');
    await server.ended;
    await untilSaid(page, 'Your server does not answer');
    await untilShown(page, /^No answer since \d\d:\d\d\. Keepsake keeps asking and goes on by itself/);
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    proxy?.release();

    await house.startServer();
    await untilSaid(page, 'Your photos are safe');
    await untilCount(page, 'Safe', 1);
    expect(await house.api.assetOf(sha1(video))).toBeDefined();
    // Besides the file, a hundred requests of less than a kilobyte each.
    expect(proxy?.bytesSent()).toBeLessThan(video.length + CHUNK_BYTES + 100_000);
  });

  it('a full account is said with what to do, and no more is lost than time', async ({ app }) => {
    const { house } = app;
    const photos = [photo(1, 40_000), photo(2, 40_000), photo(3, 40_000)];
    await writeFiles(
      house.library,
      Object.fromEntries(photos.map((bytes, index) => [`${index}.jpg`, bytes])),
    );
    await app.settle();
    const { id } = await house.api.call<{ id: string }>('GET', '/users/me');
    const allow = (quotaSizeInBytes: number): Promise<unknown> =>
      house.api.call('PUT', `/admin/users/${id}`, { quotaSizeInBytes });
    await allow(100_000);
    const page = await app.openPage();
    await press(page, 'Back up now');
    await untilSaid(page, 'Your storage on the server is full');
    await untilShown(page, /^Whoever keeps the server can give you more/);
    await untilCount(page, 'Safe', 2);
    await untilCount(page, 'Waiting', 1);
    await untilShown(page, '80.0 kB of 100 kB used');
    await follow(page, '1 Waiting. Show the list.');
    await follow(page, /\. Waiting$/);
    await page.goto(`${app.origin}/uploading`);
    await untilShown(
      page,
      /^Your storage on the server is full\. Whoever keeps the server can give you more/,
    );
    await press(page, 'Try again');

    await page.goto(app.origin);
    await untilSaid(page, 'Your storage on the server is full');
    await allow(1_000_000);
    // The try before may still be under way, and find the room by itself.
    const again = page.getByRole('button', { name: 'Try again', exact: true });
    await again.click({ timeout: 5_000 }).catch(() => undefined);
    await untilSaid(page, 'Your photos are safe');
    await untilShown(page, '3 of 3 backed up');
    expect(await house.api.total()).toBe(3);
  });
});
