import { describe, expect } from 'vitest';
import { ACCOUNT } from '../house/house.ts';
import { photo, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';
import { findKeyTrouble, nameOfFocus, tabTo, untilTyping } from './keyboard.ts';
import { untilAt, untilSaid, untilShown } from './on-the-page.ts';

describe('the keyboard alone', { timeout: E2E_TIMEOUT_MS }, () => {
  it('leads through the first run', async ({ app }) => {
    const { house } = app;
    await writeFiles(house.library, { 'a.jpg': photo(1), 'Trip/b.jpg': photo(2) });
    await Promise.all([house.startServer(), app.startAgent()]);
    const page = await app.enter();
    const { keyboard } = page;

    await untilAt(page, 'Welcome to Keepsake');
    await untilTyping(page, 'Server address');
    // At once: the address is still looked for.
    await keyboard.type(`${new URL(house.serverUrl).host}\n`);

    await untilAt(page, 'Make the first account');
    await untilTyping(page, 'Your name');
    await keyboard.type(ACCOUNT.name);
    await keyboard.press('Enter');
    await keyboard.type(ACCOUNT.email);
    await keyboard.press('Enter');
    await keyboard.type(ACCOUNT.password);
    await keyboard.press('Enter');

    await untilAt(page, 'What to keep safe');
    await tabTo(page, 'Photos');
    await keyboard.press('Space');
    await untilShown(page, /^2 photos, /);
    await tabTo(page, 'Add');
    await keyboard.press('Enter');
    await tabTo(page, 'Continue');
    await keyboard.press('Enter');

    await untilAt(page, 'Ready to begin');
    await tabTo(page, 'Use Wi-Fi only');
    await keyboard.press('Space');
    await page.getByRole('switch', { name: /^Use Wi-Fi only/, checked: false }).waitFor();
    await tabTo(page, 'Begin the first backup');
    await keyboard.press('Enter');
    await untilSaid(page, 'Your photos are safe');
  });

  it('backs up, chooses, looks for a photo and changes a setting', async ({ app }) => {
    await writeFiles(app.house.library, {
      'a.jpg': photo(1),
      'Trip/b.jpg': photo(2),
      'Trip/c.jpg': photo(3),
    });
    await app.settle();
    const page = await app.openPage();
    const { keyboard } = page;
    const press = async (name: string, key: 'Enter' | 'Space'): Promise<void> => {
      await tabTo(page, name);
      await keyboard.press(key);
    };
    await untilSaid(page, '3 photos are not backed up yet');
    expect(await findKeyTrouble(page)).toEqual([]);
    await press('Back up now', 'Enter');
    await untilSaid(page, 'Your photos are safe');

    // A number, the list behind it, and one photo of it; and back again.
    await press('3 Safe. Show the list.', 'Enter');
    await untilAt(page, 'Safe');
    await press('All photos', 'Space');
    await page.getByRole('tab', { name: /^All photos/, selected: true }).waitFor();
    await press('c.jpg', 'Enter');
    await untilSaid(page, 'This photo is safe');
    expect(await findKeyTrouble(page)).toEqual([]);
    await press('Back', 'Enter');
    await untilAt(page, 'Photos');
    await press('Back', 'Space');
    await untilAt(page, 'Backup');

    await press('Albums', 'Enter');
    await untilShown(page, /photos will be backed up/);
    await press('Exclude', 'Space');
    await press('Trip', 'Space');
    await untilShown(page, '1 photo will be backed up; 2 in Trip will not');
    await press('Save', 'Enter');
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
    expect(await findKeyTrouble(page)).toEqual([]);

    await press('Activity', 'Enter');
    await press('As a table', 'Space');
    await page.getByRole('table').waitFor();
    expect(await findKeyTrouble(page)).toEqual([]);

    await press('Settings', 'Enter');
    await press('Order', 'Enter');
    const dialog = page.getByRole('dialog', { name: 'Order' });
    await dialog.waitFor();
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // Whoever left it is where they were.
    expect(await nameOfFocus(page)).toMatch(/^Order\. Newest first/);
    await keyboard.press('Enter');
    await press('Photos before videos', 'Space');
    await page.getByRole('button', { name: /^Order\. Photos before videos/ }).waitFor();
  });
});
