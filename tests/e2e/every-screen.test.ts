import type { Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { findBarriers } from './axe.ts';
import { findKeyTrouble, nameOfFocus } from './keyboard.ts';
import { findBadLayout } from './layout.ts';
import { SCREEN_STATES } from './screen-states.ts';
import { buildSimulatedPage } from './simulated-page.ts';
import { DESKTOP, PHONE, enlargeLetters, it, nextFrame, open, speak, turn } from './simulated-screens.ts';

const WINDOWS = [
  { width: 320, height: 640 },
  PHONE,
  // What is left of a desktop's window when the browser shows everything at 200 %.
  { width: DESKTOP.width / 2, height: DESKTOP.height / 2 },
  DESKTOP,
];
/** On a slow machine that does others besides, a state takes five seconds. */
const TIMEOUT_MS = 180_000;

beforeAll(buildSimulatedPage, 300_000);

async function findBadLayouts(page: Page, windows = WINDOWS): Promise<readonly string[]> {
  const found: string[] = [];
  for (const window of windows) {
    await page.setViewportSize(window);
    await nextFrame(page);
    found.push(...(await findBadLayout(page)).map((bad) => `${window.width} wide: ${bad}`));
  }
  return found;
}

/** By the keyboard alone; what is above the screen is left by Escape, to where one was before. */
async function findKeyTroubles(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  const shade = page.getByTestId(/-backdrop$/);
  for (const window of [PHONE, DESKTOP]) {
    await page.setViewportSize(window);
    await nextFrame(page);
    found.push(...(await findKeyTrouble(page)).map((trouble) => `${window.width} wide: ${trouble}`));
  }
  if ((await shade.count()) === 0) return found;
  await page.keyboard.press('Escape');
  const isLeft = await shade.waitFor({ state: 'detached', timeout: 5_000 }).then(
    () => true,
    () => false,
  );
  if (!isLeft) found.push('Escape does not leave what is above the screen');
  else if ((await nameOfFocus(page)) === undefined) found.push('afterwards the keyboard is nowhere');
  return found;
}

describe('every screen', { timeout: TIMEOUT_MS }, () => {
  const scenarios = [...new Set(SCREEN_STATES.map(({ scenario }) => scenario))];
  it.for(scenarios)(
    'lies well in every window and has nothing that axe finds: %s',
    async (scenario, { page, origin }) => {
      for (const state of SCREEN_STATES.filter((each) => each.scenario === scenario)) {
        await open(page, origin, state);
        const english = await findBadLayouts(page);
        const light = await findBarriers(page);
        await turn(page, 'dark', 'en');
        // In one language only: axe cannot always tell the contrast of Arabic letters.
        const dark = await findBarriers(page, { runOnly: ['color-contrast'] });
        await turn(page, 'light', 'en');
        await speak(page, 'de');
        const german = await findBadLayouts(page);
        await speak(page, 'ar');
        const arabic = await findBadLayouts(page);
        await page.setViewportSize(PHONE);
        await turn(page, 'dark', 'ar');
        const darkInArabic = await findBarriers(page);
        expect({ ...state, english, light, dark, german, arabic, darkInArabic }).toEqual({
          ...state,
          english: [],
          light: [],
          dark: [],
          german: [],
          arabic: [],
          darkInArabic: [],
        });
      }
    },
  );

  it.for(scenarios)('can be used by the keyboard alone: %s', async (scenario, { page, origin }) => {
    for (const state of SCREEN_STATES.filter((each) => each.scenario === scenario)) {
      await open(page, origin, state);
      expect({ ...state, keys: await findKeyTroubles(page) }).toEqual({ ...state, keys: [] });
    }
  });

  it.for(scenarios)('has room for letters of twice the size: %s', async (scenario, { page, origin }) => {
    const isUsual = await enlargeLetters(page, 2);
    for (const state of SCREEN_STATES.filter((each) => each.scenario === scenario)) {
      await open(page, origin, state);
      const sizes = await page.evaluate(() =>
        [...document.querySelectorAll('h1, [role="heading"]')].map((each) => getComputedStyle(each).fontSize),
      );
      expect(sizes).toContain('52px');
      const bad: Record<string, readonly string[]> = {};
      for (const language of ['en', 'de', 'ar'] as const) {
        await speak(page, language);
        bad[language] = await findBadLayouts(page, [PHONE, DESKTOP]);
      }
      expect({ ...state, bad }).toEqual({ ...state, bad: { en: [], de: [], ar: [] } });
    }
    await isUsual();
  });
});
