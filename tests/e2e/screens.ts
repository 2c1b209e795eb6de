import type { Page } from 'playwright-core';

/** Opens a screen by its address, and waits until all of it is there: words, letters, pictures. */
export async function openScreen(page: Page, origin: string, path: string): Promise<void> {
  await page.goto(origin + path);
  await page.getByRole('main').waitFor();
  await page.waitForFunction(
    () =>
      document.fonts.status === 'loaded' &&
      document.querySelector('[aria-busy="true"]') === null &&
      [...document.images].every((image) => image.complete),
  );
}
