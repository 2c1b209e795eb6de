import sharp from 'sharp';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { photo, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { press, untilCount, untilSaid } from './on-the-page.ts';
import { DESKTOP } from './simulated-screens.ts';

/** Where the cards of a screen stand, or what stands in for them: the first of each column, to the pixel. */
function findColumns(page: Page, within: string): Promise<readonly (readonly number[])[]> {
  return page.evaluate((selector) => {
    const isCard = (element: Element): boolean => parseFloat(getComputedStyle(element).borderRadius) >= 16;
    const cards = [...(document.querySelector(selector)?.querySelectorAll('*') ?? [])]
      .filter((element) => isCard(element) && element.parentElement?.closest('[data-seen]') === null)
      .map((element) => {
        element.setAttribute('data-seen', '');
        return element.getBoundingClientRect();
      })
      .filter(({ width, height }) => width > 200 && height > 50);
    const firsts = new Map<number, DOMRect>();
    for (const card of cards) if (!firsts.has(card.x)) firsts.set(card.x, card);
    return [...firsts.values()].map(({ x, y, width, height }) => [x, y, width, height].map(Math.round));
  }, within);
}

describe('what is on the screen stays where it is', { timeout: E2E_TIMEOUT_MS }, () => {
  it('when what was loading is there', async ({ app }) => {
    await writeFiles(app.house.library, { 'a.jpg': photo(1) });
    await app.settle();
    const page = await app.enter({ viewport: DESKTOP });
    const held = Promise.withResolvers<void>();
    await page.route('**/local/v1/read-status', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(app.origin);
    await page.getByRole('status', { name: 'Loading' }).waitFor();
    const loading = await findColumns(page, '[aria-busy="true"]');
    held.resolve();
    await untilSaid(page, '1 photo is not backed up yet');
    const loaded = await findColumns(page, '[role="main"]');
    expect(loading).toHaveLength(2);
    // The first card is as high as its words are long.
    const places = (columns: typeof loading) => columns.map(([x, y, width]) => [x, y, width]);
    expect(places(loading)).toEqual(places(loaded));
    expect(Math.abs((loading[0]?.[3] ?? 0) - (loaded[0]?.[3] ?? 0))).toBeLessThan(8);
  });

  it('while a backup goes on, in which something fails', async ({ app, held }) => {
    const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#379' } })
      .jpeg()
      .toBuffer();
    const before = Object.fromEntries(
      [1, 2, 3].map((index) => [`${index}.jpg`, Buffer.concat([picture, Buffer.from([index])])]),
    );
    await writeFiles(app.house.library, before);
    let proxy: Awaited<ReturnType<typeof held>> | undefined;
    await app.settle({ through: async (url) => (proxy = await held(url)).url });
    const page = await app.openPage({ viewport: DESKTOP });
    await press(page, 'Back up now');
    await untilCount(page, 'Safe', 3);
    await writeFiles(app.house.library, { 'empty.jpg': '', 'large.jpg': photo(9, 400_000) });

    const strip = page.getByRole('heading', { level: 2, name: 'Latest' });
    const seen = new Set<number | undefined>();
    const look = async (): Promise<unknown> => seen.add((await strip.boundingBox())?.y);
    await look();
    await press(page, 'Back up now');
    await untilCount(page, 'Uploading', 1);
    await look();
    await untilCount(page, 'Failed', 1);
    await look();
    proxy?.release();
    await untilCount(page, 'Safe', 4);
    await look();
    expect([...seen]).toHaveLength(1);
  });

  it('while a backup waits: for a network, for Wi-Fi, for a server that is silent', async ({ app, held }) => {
    await writeFiles(app.house.library, { 'a.jpg': photo(1, 400_000) });
    let proxy: Awaited<ReturnType<typeof held>> | undefined;
    const { server } = await app.settle({ through: async (url) => (proxy = await held(url)).url });
    await app.simulate({ network: 'unmetered' });
    const page = await app.openPage({ viewport: DESKTOP });
    const card = page.getByRole('link', { name: /^Uploading\b/ });
    const seen = new Set<number | undefined>();
    const look = async (): Promise<unknown> => seen.add((await card.boundingBox())?.y);
    await untilSaid(page, '1 photo is not backed up yet');
    await look();
    await press(page, 'Back up now');
    await untilCount(page, 'Uploading', 1);
    await look();
    await app.simulate({ network: 'none' });
    // What the frame says of it stands above everything.
    await untilSaid(page, 'Waiting for a network');
    await app.simulate({ network: 'metered' });
    await untilSaid(page, 'Waiting for Wi-Fi');
    await page.getByText(/^There is no network/).waitFor({ state: 'detached' });
    await look();
    server.kill('SIGKILL');
    await server.ended;
    proxy?.lose();
    await app.simulate({ network: 'unmetered' });
    await untilSaid(page, 'Your server does not answer');
    await look();
    await press(page, 'Pause');
    await untilSaid(page, 'The backup is paused');
    await look();
    expect([...seen]).toHaveLength(1);
  });

  it('on the first run, which begins with its first step', async ({ app }) => {
    await Promise.all([app.house.startServer(), app.startAgent()]);
    const page = await app.enter({ viewport: DESKTOP });
    const held = Promise.withResolvers<void>();
    await page.route('**/local/v1/events', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(app.origin);
    await page.waitForFunction(() => document.fonts.status === 'loaded' && document.fonts.size > 0);
    await page.waitForTimeout(1_000);
    expect(await page.getByRole('navigation').count()).toBe(0);
    held.resolve();
    await page.waitForURL(/\/welcome$/);
    expect(await page.getByRole('navigation').count()).toBe(0);
  });
});
