import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { writePhotos } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { untilSaid } from './on-the-page.ts';

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
});
