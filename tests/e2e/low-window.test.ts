import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ACCOUNT } from '../house/house.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { nameOfFocus, untilTyping } from './keyboard.ts';
import { goTo, press, untilAt } from './on-the-page.ts';

/** How much of a thing nobody sees: beyond the window, scrolled away, or behind something else. In points. */
async function hiddenOf(thing: Locator): Promise<number> {
  return thing.evaluate((element) => {
    const box = element.getBoundingClientRect();
    let hidden = 0;
    for (let y = Math.ceil(box.top); y < box.bottom; y += 1) {
      const top = document.elementFromPoint(box.left + box.width / 2, y);
      if (top === null || !(element.contains(top) || top.contains(element))) hidden += 1;
    }
    return hidden;
  });
}

/** Something is said, and all of it can be read without a hand on the page. */
async function untilRead(page: Page, words: RegExp): Promise<void> {
  const said = page.getByText(words).last();
  await said.waitFor();
  await expect.poll(() => hiddenOf(said)).toBe(0);
}

/** A phone on its side, and one with its keyboard up. */
const LOW = [
  { width: 780, height: 433 },
  { width: 360, height: 380 },
];

describe.each(LOW)('in a window of $width by $height', { timeout: E2E_TIMEOUT_MS }, (viewport) => {
  it('what is wrong with an address and with a sign-in is seen', async ({ app }) => {
    await app.settle();
    const page = await app.openPage({ viewport });
    await goTo(page, 'Settings');
    await press(page, 'Sign out');
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.goto(`${app.origin}/welcome`);
    const address = page.getByLabel('Server address');
    await address.fill('127.0.0.1:1');
    await untilRead(page, /^Nothing answers there/);
    await address.fill('what is this');
    await untilRead(page, /^An address looks like/);
    await address.fill(new URL(app.house.serverUrl).host);
    await untilRead(page, /^Found Keepsake/);
    expect(await hiddenOf(address)).toBe(0);
    await press(page, 'Continue');

    await untilAt(page, 'Sign in');
    await untilTyping(page, 'Password');
    await page.getByLabel('Email').fill('');
    await press(page, 'Sign in');
    await untilRead(page, /^Enter an email address/);
    // Whoever hears the screen is told it where they go on.
    expect(await nameOfFocus(page)).toBe('Email');
    expect(await hiddenOf(page.getByLabel('Email'))).toBe(0);
    await page.getByLabel('Email').fill(ACCOUNT.email);
    await press(page, 'Sign in');
    await untilRead(page, /^Enter a password/);
    expect(await nameOfFocus(page)).toBe('Password');
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.keyboard.press('Enter');
    await untilRead(page, /^Email or password is not right/);
    expect(await page.getByRole('alert').count()).toBe(1);
    expect(await nameOfFocus(page)).toBe('Password');
    // Once more, from where it is seen no longer.
    await page.getByRole('heading', { level: 1 }).last().scrollIntoViewIfNeeded();
    await page.keyboard.press('Enter');
    await untilRead(page, /^Email or password is not right/);
  });
});
