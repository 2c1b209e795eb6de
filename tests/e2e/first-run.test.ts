import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { ACCOUNT } from '../house/house.ts';
import { checksumsBelow, photo, sha1, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { findBarriers } from './axe.ts';
import { findBadLayout } from './layout.ts';
import { untilTyping } from './keyboard.ts';
import { goTo, press, untilAt, untilCount, untilSaid, untilShown } from './on-the-page.ts';

/** Where somebody takes the call and says nothing, for as long as the test runs. */
async function silentAddress(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** As the simulated screens are looked at, here with a real agent behind them. */
async function looksWell(page: Page): Promise<void> {
  expect([page.url(), await findBadLayout(page), await findBarriers(page)]).toEqual([page.url(), [], []]);
}

describe('the first run', { timeout: E2E_TIMEOUT_MS }, () => {
  it('leads from an empty folder to a backup that is complete', async ({ app }) => {
    const { house } = app;
    const photos = { 'a.jpg': photo(1), 'Trip/b.jpg': photo(2, 70_000), 'Trip/c.mp4': photo(3) };
    await writeFiles(house.library, photos);
    await Promise.all([house.startServer(), app.startAgent()]);
    const page = await app.enter({ viewport: { width: 390, height: 844 } });

    await untilAt(page, 'Welcome to Keepsake');
    expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
    await page.getByLabel('Server address').fill('127.0.0.1:1');
    await untilShown(page, /^Nothing answers there/);
    await page.getByLabel('Server address').fill(await silentAddress());
    await untilShown(page, /^Looking/);
    await looksWell(page);
    await page.getByLabel('Server address').fill(new URL(house.serverUrl).host);
    await untilShown(page, /^Found Keepsake/);
    await looksWell(page);
    await press(page, 'Continue');

    await untilAt(page, 'Make the first account');
    await untilTyping(page, 'Your name');
    await press(page, 'Make account');
    await untilShown(page, 'Enter your name.');
    await untilShown(page, 'Enter a password.');
    await page.getByLabel('Your name').fill(ACCOUNT.name);
    await page.getByLabel('Email').fill(ACCOUNT.email);
    await page.getByLabel('Password', { exact: true }).fill('seven77');
    await press(page, 'Make account');
    await untilShown(page, /^This password is too short/);
    await looksWell(page);
    // Loaded anew, and gone back: nothing is asked twice but the secret.
    await page.reload();
    await untilAt(page, 'Make the first account');
    expect(await page.getByLabel('Your name').inputValue()).toBe(ACCOUNT.name);
    await press(page, 'Back');
    await untilAt(page, 'Welcome to Keepsake');
    expect(await page.getByLabel('Server address').inputValue()).toBe(new URL(house.serverUrl).host);
    await press(page, 'Continue');
    await untilAt(page, 'Make the first account');
    await press(page, 'Change');
    await untilAt(page, 'Welcome to Keepsake');
    await press(page, 'Continue');
    await untilAt(page, 'Make the first account');
    expect(await page.locator('input[aria-label="Your name"]').count()).toBe(1);
    await page.getByLabel('Password', { exact: true }).fill(ACCOUNT.password);
    await looksWell(page);
    await press(page, 'Make account');

    await untilAt(page, 'What to keep safe');
    await press(page, 'Photos. 3 photos, 70.8 kB');
    await untilShown(page, /^3 photos, /);
    await press(page, 'Add');
    await untilShown(page, /^3 photos will be backed up, /);
    await looksWell(page);
    await page.reload();
    await untilAt(page, 'What to keep safe');
    await untilShown(page, /^3 photos will be backed up, /);
    await press(page, 'Continue');

    await untilAt(page, 'Ready to begin');
    await untilShown(page, /^3 photos are chosen/);
    const wifi = page.getByRole('switch', { name: /^Use Wi-Fi only/ });
    expect(await wifi.getAttribute('aria-checked')).toBe('true');
    await wifi.click();
    await page.getByRole('switch', { name: /^Use Wi-Fi only/, checked: false }).waitFor();
    await looksWell(page);
    // Nothing goes before the person says so.
    expect(await house.api.total()).toBe(0);
    await press(page, 'Begin the first backup');

    await untilSaid(page, 'Your photos are safe');
    await untilShown(page, '3 of 3 backed up');
    await untilCount(page, 'Safe', 3);
    await page.getByRole('switch', { name: /^Use Wi-Fi only/, checked: false }).waitFor();
    await looksWell(page);
    expect(await house.api.total()).toBe(3);
    expect(await checksumsBelow(join(house.dataFolder, 'originals'))).toEqual(
      Object.values(photos).map(sha1).sort(),
    );
    // It is over: nobody is led through it again.
    await page.goto(app.origin);
    await untilSaid(page, 'Your photos are safe');

    // Whoever signs out is told what is known, and comes back in one step.
    await goTo(page, 'Settings');
    await press(page, 'Sign out');
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await goTo(page, 'Backup');
    await untilSaid(page, 'You are signed out');
    await untilShown(page, '3 of 3 backed up');
    await looksWell(page);
    await press(page, 'Sign in');
    await untilAt(page, 'Sign in');
    expect(await page.getByText(/^Step \d/).count()).toBe(0);
    await untilTyping(page, 'Password');
    expect(await page.getByLabel('Email').inputValue()).toBe(ACCOUNT.email);
    await page.getByLabel('Email').fill(ACCOUNT.email.toUpperCase());
    await page.getByLabel('Password', { exact: true }).fill(ACCOUNT.password);
    await looksWell(page);
    await page.keyboard.press('Enter');
    await untilSaid(page, 'Your photos are safe');
    await goTo(page, 'Settings');
    await untilShown(page, ACCOUNT.email);
  });

  it('is done without reading anything where the system has a folder for pictures', async ({ app }) => {
    const { house } = app;
    await writeFiles(house.folder, {
      'Bilder/2024/a.jpg': photo(1),
      'Bilder/Screenshots/b.png': photo(2),
      '.config/user-dirs.dirs': 'XDG_PICTURES_DIR="$HOME/Bilder"\n',
    });
    await Promise.all([house.startServer(), app.startAgent()]);
    const page = await app.enter();
    // As it is copied from a browser.
    await page.getByLabel('Server address').fill(`${house.serverUrl}/photos?at=1`);
    await press(page, 'Continue');
    for (const [field, words] of [
      ['Your name', ACCOUNT.name],
      ['Email', ACCOUNT.email],
      ['Password', ACCOUNT.password],
    ] as const) {
      await untilTyping(page, field);
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
    }
    await untilShown(page, /^2 photos will be backed up, /);
    await page.getByRole('checkbox', { name: 'Screenshots' }).click();
    await untilShown(page, /^1 photo will be backed up, .* 1 will not\.$/);
    await looksWell(page);
    await press(page, 'Continue');
    await untilShown(page, /^1 photo is chosen/);
    await press(page, 'Begin the first backup');
    await untilSaid(page, 'Your photos are safe');
    expect(await house.api.total()).toBe(1);
  });
});
