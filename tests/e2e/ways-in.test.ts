import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { writePhotos } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { untilSaid, untilShown } from './on-the-page.ts';
import { openScreen, SCREENS } from './screens.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const FOCUSABLE = 'a[href], button, input, textarea, select, [tabindex="0"], [role="switch"]';

/** Where the keyboard is: what is read out there, and whether it can be seen. Undefined: outside of the page. */
const focused = (page: Page): Promise<{ name: string; isSeen: boolean } | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return undefined;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isInView = box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
    const isRinged = (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    const name = element.getAttribute('aria-label') ?? element.innerText.trim();
    return { name, isSeen: isInView && isRinged };
  });

/** What can be pressed, as it is read out. */
const controls = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    (selector) =>
      [...document.querySelectorAll<HTMLElement>(selector)]
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => element.getAttribute('aria-label') ?? element.innerText.trim()),
    FOCUSABLE,
  );

/** Presses Tab until it is at the control of this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const most = (await controls(page)).length + 2;
  const passed: unknown[] = [];
  for (let left = most; left > 0; left -= 1) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (here?.name === name) return;
    passed.push(here?.name);
  }
  throw new Error(`Tab does not reach "${name}", only: ${passed.join(', ')}`);
}

describe('the first screen', { timeout: E2E_TIMEOUT_MS }, () => {
  it('is used by the keyboard alone', async ({ app }) => {
    await writePhotos(app.house.library, 2);
    await app.settle();
    const page = await app.openPage();
    await untilSaid(page, '2 photos are not backed up yet');
    const all = await controls(page);
    expect(all.length).toBeGreaterThan(12);
    const reached: string[] = [];
    const unseen: string[] = [];
    for (const _ of all) {
      await page.keyboard.press('Tab');
      const here = await focused(page);
      if (here === undefined) break;
      reached.push(here.name);
      if (!here.isSeen) unseen.push(here.name);
    }
    // In the order in which they stand, and none twice.
    expect(reached).toEqual(all);
    expect(unseen).toEqual([]);

    await tabTo(page, 'Back up now');
    await page.keyboard.press('Enter');
    await untilSaid(page, 'Your photos are safe');
    const wifi = page.getByRole('switch', { name: /^Use Wi-Fi only/ });
    const isOn = (await wifi.getAttribute('aria-checked')) === 'true';
    await tabTo(page, (await wifi.getAttribute('aria-label')) ?? '');
    await page.keyboard.press('Space');
    await page.getByRole('switch', { name: /^Use Wi-Fi only/, checked: !isOn }).waitFor();
    await tabTo(page, '2 Safe. Show the list.');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/photos/safe');
  });

  it.for([320, 1440])('fits a window %i wide, in each direction of reading', async (width, { app }) => {
    await writePhotos(app.house.library, 3);
    await app.settle();
    for (const [locale, place] of [
      ['en-GB', 'Backup'],
      ['de-DE', 'Sicherung'],
      ['ar-EG', 'النسخ الاحتياطي'],
    ] as const) {
      const page = await app.openPage({ locale, viewport: { width, height: 800 } });
      await untilShown(page, place);
      const beyond = await page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        const words = [...document.querySelectorAll('body *')]
          .filter((element) => element instanceof HTMLElement)
          .filter((element) => element.childElementCount === 0 && element.innerText.trim() !== '')
          .filter((element) => {
            const box = element.getBoundingClientRect();
            const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
            return box.left < -1 || box.right > room + 1 || isCut;
          })
          .map((element) => element.innerText);
        const scrolls = [...document.querySelectorAll('*')].filter(
          (element) =>
            element.scrollWidth > element.clientWidth + 1 &&
            ['auto', 'scroll'].includes(getComputedStyle(element).overflowX),
        );
        return { words, scrolls: scrolls.length + Number(document.documentElement.scrollWidth > room) };
      });
      expect([locale, beyond]).toEqual([locale, { words: [], scrolls: 0 }]);
      await page.close();
    }
  });

  it.for(['light', 'dark'] as const)(
    'has nothing that axe finds, when it is %s',
    async (colorScheme, { app }) => {
      await writePhotos(app.house.library, 2);
      await app.settle();
      for (const viewport of [
        { width: 390, height: 844 },
        { width: 1280, height: 800 },
      ]) {
        const page = await app.openPage({ colorScheme, viewport });
        for (const { name, path } of SCREENS) {
          await openScreen(page, app.origin, path);
          await page.evaluate(await readFile(AXE, 'utf8'));
          const { wrong, looked } = await page.evaluate(async () => {
            const { axe } = globalThis as unknown as {
              axe: { run(options: RunOptions): Promise<AxeResults> };
            };
            const { violations, passes } = await axe.run({ resultTypes: ['violations'] });
            return {
              wrong: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
              looked: passes.length,
            };
          });
          expect([name, wrong]).toEqual([name, []]);
          expect(looked).toBeGreaterThan(10);
        }
        await page.close();
      }
    },
  );
});
