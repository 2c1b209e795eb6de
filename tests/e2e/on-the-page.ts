import type { Locator, Page } from 'playwright-core';

/** Waits until the screen of this title is there. */
export async function untilAt(page: Page, title: string): Promise<void> {
  await untilThere(page, page.getByRole('heading', { level: 1, name: title, exact: true }));
}

/** Waits until the page says first that this is so. */
export async function untilSaid(page: Page, sentence: string): Promise<void> {
  await untilThere(page, page.getByRole('heading', { level: 2, name: sentence, exact: true }));
}

/** Waits until these words stand somewhere. */
export async function untilShown(page: Page, words: string | RegExp): Promise<void> {
  await untilThere(page, page.getByText(words));
}

/** Waits until there is a link that is called so. */
export async function untilLink(page: Page, name: RegExp): Promise<void> {
  await untilThere(page, page.getByRole('link', { name }));
}

/** Waits until one of the four numbers is this. */
export async function untilCount(
  page: Page,
  state: 'Safe' | 'Uploading' | 'Waiting' | 'Failed',
  count: number,
): Promise<void> {
  const name = `${count} ${state}. Show the list.`;
  await untilThere(page, page.getByRole('link', { name, exact: true }));
}

/** Goes to one of the four places. */
export async function goTo(page: Page, place: 'Backup' | 'Albums' | 'Activity' | 'Settings'): Promise<void> {
  await follow(page, place);
}

/** Follows a link. */
export async function follow(page: Page, name: string | RegExp): Promise<void> {
  const link = page.getByRole('link', { name, exact: true });
  await untilThere(page, link);
  await link.first().click();
}

export async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await untilThere(page, button);
  await button.click();
}

/** A failure says what was there instead. */
async function untilThere(page: Page, locator: Locator): Promise<void> {
  try {
    await locator.first().waitFor();
  } catch (error) {
    const text = await page.locator('body').innerText();
    throw new Error(`${String(error)}\nThe page says:\n${text}`, { cause: error });
  }
}
