import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { photo, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { press, untilCount, untilSaid, untilShown } from './on-the-page.ts';

/** More than a browser opens connections to one address. */
const MORE_THAN_SIX = 8;
const LOST = 'Keepsake on this computer does not answer. It is tried again by itself.';

/** How long a call of the page itself takes to be answered. */
async function callMs(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const begunAt = performance.now();
    const answer = await fetch('/local/v1/list-albums', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await answer.text();
    return answer.ok ? performance.now() - begunAt : Infinity;
  });
}

/** Whether a browser keeps the simplest of pages for the way back: that depends on the machine, too. */
async function keepsPages(browser: Browser): Promise<boolean> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>Simple</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const page = await browser.newPage();
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await page.goto(`${origin}/one`);
    await page.evaluate(() => Object.assign(globalThis, { isTheSame: true }));
    await page.goto(`${origin}/two`);
    await page.goBack({ waitUntil: 'commit' });
    return await page.evaluate(() => 'isTheSame' in globalThis);
  } finally {
    await page.close();
    server.close();
    server.closeAllConnections();
  }
}

describe('more pages than a browser has connections', { timeout: E2E_TIMEOUT_MS }, () => {
  it('pages that are kept for the way back hold nothing, and are current when they return', async ({
    app,
    browserWith,
    skip,
  }) => {
    const browser = await browserWith({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
    if (!(await keepsPages(browser))) skip('this browser, on this machine, keeps no page');
    await writeFiles(app.house.library, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await app.settle();
    const page = await app.openPage({}, browser);
    for (let turn = 0; turn < MORE_THAN_SIX; turn += 1) {
      const path = ['/albums', '/activity', '/settings', '/'][turn % 4] ?? '/';
      await page.goto(app.origin + path);
      await page.getByRole('heading', { level: 1 }).last().waitFor();
    }
    expect(await callMs(page)).toBeLessThan(5_000);

    await page.evaluate(() => Object.assign(globalThis, { isTheSame: true }));
    await page.goto(`${app.origin}/settings`);
    const other = await app.anotherPage(page);
    await press(other, 'Back up now');
    await untilCount(other, 'Safe', 2);
    // One that was kept is not loaded.
    await page.goBack({ waitUntil: 'commit' });
    const returnedAt = Date.now();
    await untilCount(page, 'Safe', 2);
    expect(Date.now() - returnedAt).toBeLessThan(2_000);
    // It was kept, and not loaded anew.
    expect(await page.evaluate(() => 'isTheSame' in globalThis)).toBe(true);
    expect(await page.getByText(LOST).count()).toBe(0);
  });

  it('each that is seen is answered, and shows what changes', async ({ app }) => {
    await writeFiles(app.house.library, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await app.settle();
    const first = await app.openPage();
    const pages = [first];
    while (pages.length < MORE_THAN_SIX) pages.push(await app.anotherPage(first));
    for (const page of pages) expect(await callMs(page)).toBeLessThan(5_000);

    await press(first, 'Back up now');
    for (const page of pages) {
      await untilSaid(page, 'Your photos are safe');
      await untilShown(page, '2 of 2 backed up');
    }
    for (const page of pages) {
      expect(await callMs(page)).toBeLessThan(5_000);
      // None of them says so, not even those that have no stream just now.
      expect(await page.getByText(LOST).count()).toBe(0);
    }
  });

  it('each follows what `keepsake` says on the command line', async ({ app }) => {
    await writeFiles(app.house.library, { 'a.jpg': photo(1) });
    await app.settle();
    const page = await app.openPage();
    const isCharging = page.getByRole('switch', { name: /^Require charging/ });
    expect(await isCharging.getAttribute('aria-checked')).toBe('false');
    const { exitCode } = await app.house.keepsake(['settings', '--only-charging']);
    expect(exitCode).toBe(0);
    await expect.poll(() => isCharging.getAttribute('aria-checked'), { timeout: 10_000 }).toBe('true');
  });
});
