import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { PHONE, buildPage, it, nextFrame, open } from './simulated-screens.ts';

beforeAll(buildPage, 300_000);

/** How far the button that leads on is below what is above it, and above the end of the window. */
async function placeOfContinue(page: Page): Promise<{ readonly above: number; readonly below: number }> {
  const button = await page.getByRole('button', { name: 'Continue' }).boundingBox();
  const last = await page.getByText('Your originals are never changed.').boundingBox();
  const window = page.viewportSize();
  if (button === null || last === null || window === null) throw new Error('it is not there');
  return { above: button.y - last.y - last.height, below: window.height - button.y - button.height };
}

it(
  'what leads on is where one has just read on a large screen, at the thumb on a phone, and in sight in a low window',
  { timeout: 120_000 },
  async ({ page, origin }) => {
    const placeAt = async (width: number, height: number) => {
      await page.setViewportSize({ width, height });
      await nextFrame(page);
      return placeOfContinue(page);
    };
    await open(page, origin, { scenario: 'first-run', path: '/welcome' });
    const onPhone = await placeAt(PHONE.width, PHONE.height);
    expect(onPhone.below).toBeLessThan(40);
    const onDesktop = await placeAt(1280, 900);
    expect(onDesktop.above).toBeLessThan(80);
    expect(onDesktop.below).toBeGreaterThan(200);
    const inLow = await placeAt(1280, 400);
    expect(inLow.below).toBeGreaterThan(0);
    expect(inLow.below).toBeLessThan(40);
  },
);
