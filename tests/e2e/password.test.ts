import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ACCOUNT } from '../house/house.ts';
import { photo, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { findBarriers } from './axe.ts';
import { findBadLayout } from './layout.ts';
import { untilTyping } from './keyboard.ts';
import { follow, goTo, press, untilAt, untilShown } from './on-the-page.ts';

const GIVEN = 'from the administrator';
const NEXT = 'one of my own ✓';
const HINT = 'The administrator chose your password. Choose one of your own.';
const WIDE = { viewport: { width: 1100, height: 800 } };

async function looksWell(page: Page): Promise<void> {
  expect([page.url(), await findBadLayout(page), await findBarriers(page)]).toEqual([page.url(), [], []]);
}

/** How the server answers whoever signs in so. */
async function statusOf(serverUrl: string, password: string): Promise<number> {
  const answer = await fetch(`${serverUrl}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ACCOUNT.email, password }),
  });
  return answer.status;
}

/** All that the page keeps, and where it was. */
const keptBy = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      history.state,
      performance.getEntries().map(({ name }) => name),
      [...document.querySelectorAll('input')].map(({ value }) => value),
    ]),
  );

describe('a password that the administrator chose', { timeout: E2E_TIMEOUT_MS }, () => {
  it('is changed on the page, which keeps nothing of it; the old one opens nothing any more', async ({
    app,
  }) => {
    const { house } = app;
    await writeFiles(house.library, { 'a.jpg': photo(1) });
    await app.settle();
    const me = await house.api.call<{ id: string }>('GET', '/users/me');
    const given = { password: GIVEN, shouldChangePassword: true };
    await house.api.call('PUT', `/admin/users/${me.id}`, given);
    await house.signIn({ KEEPSAKE_PASSWORD: GIVEN });

    const page = await app.enter(WIDE);
    await untilAt(page, 'Backup');
    await untilShown(page, HINT);
    await looksWell(page);
    await follow(page, 'Choose a password');
    await untilAt(page, 'Change password');
    await untilTyping(page, 'Present password');
    await looksWell(page);
    // With the keyboard alone, from field to field.
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await untilTyping(page, 'New password');
    await page.keyboard.type(NEXT);
    await page.keyboard.press('Enter');
    await untilTyping(page, 'New password again');
    await page.keyboard.type(NEXT);
    await page.keyboard.press('Enter');
    await untilShown(page, 'This is not your present password. Nothing was changed.');
    await untilTyping(page, 'Present password');
    await looksWell(page);
    expect(await statusOf(house.serverUrl, GIVEN)).toBe(201);

    await page.getByLabel('Present password').fill(GIVEN);
    await press(page, 'Change password');
    await untilShown(page, 'Your password is changed');
    await looksWell(page);
    expect(await statusOf(house.serverUrl, GIVEN)).toBe(401);
    expect(await statusOf(house.serverUrl, NEXT)).toBe(201);
    const kept = await keptBy(page);
    expect(kept).toContain('/password');
    expect(kept).not.toContain(GIVEN);
    expect(kept).not.toContain(NEXT);

    // Whoever changed it is signed in as before, and what was said is said no more.
    await press(page, 'Done');
    await untilAt(page, 'Backup');
    await press(page, 'Back up now');
    await untilShown(page, '1 of 1 backed up');
    expect(await page.getByText(HINT).count()).toBe(0);
    await goTo(page, 'Settings');
    await follow(page, 'Change password…');
    await untilTyping(page, 'Present password');
    expect(await page.getByLabel('Present password').inputValue()).toBe('');
  });
});
