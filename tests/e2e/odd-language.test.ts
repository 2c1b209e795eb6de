import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { E2E_TIMEOUT_MS } from './app.ts';
import { PHONE, buildPage, it } from './simulated-screens.ts';

beforeAll(buildPage, 300_000);

/** A page whose browser tells such a language; playwright itself takes none that is no language tag. */
async function openWith(
  browser: Browser,
  {
    origin,
    languages,
    isBroken = false,
  }: { origin: string; languages: readonly string[]; isBroken?: boolean },
): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.addInitScript((told) => {
    Object.defineProperty(navigator, 'languages', { get: () => told });
    Object.defineProperty(navigator, 'language', { get: () => told[0] });
  }, languages);
  if (isBroken)
    await page.addInitScript(() => {
      Object.defineProperty(Intl, 'DateTimeFormat', {
        value: () => {
          throw new RangeError('Invalid language tag');
        },
      });
    });
  await page.goto(`${origin}/?scenario=complete&safe=40`);
  return page;
}

describe('a browser that tells an odd language', { timeout: E2E_TIMEOUT_MS }, () => {
  it('shows the screens, in the language before what is odd', async ({ browser, origin }) => {
    for (const [told, language] of [
      ['en-US@posix', 'en'],
      ['de_DE@euro', 'de'],
      ['C', 'en'],
    ] as const) {
      const page = await openWith(browser, { origin, languages: [told] });
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    }
  });

  it('is told that something went wrong where the screens cannot be drawn, and loads them again', async ({
    browser,
    origin,
  }) => {
    const page = await openWith(browser, { origin, languages: ['de'], isBroken: true });
    await page.getByText('In der Anzeige ist etwas schiefgegangen.').waitFor();
    const [width, height] = await page
      .getByRole('alert')
      .evaluate(({ clientWidth, clientHeight }) => [clientWidth, clientHeight]);
    expect([width, height]).toEqual([PHONE.width, PHONE.height]);
    const loaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Neu laden' }).click();
    await loaded;
    await page.getByText('In der Anzeige ist etwas schiefgegangen.').waitFor();
  });
});
