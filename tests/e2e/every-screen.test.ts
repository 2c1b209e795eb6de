import type { Page, ViewportSize } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { findBarriers } from './axe.ts';
import { findKeyTrouble, nameOfFocus } from './keyboard.ts';
import { findBadLayout } from './layout.ts';
import { SCREEN_STATES } from './screen-states.ts';
import { buildSimulatedPage } from './simulated-page.ts';
import { DESKTOP, PHONE, enlargeLetters, it, nextFrame, open, speak, turn } from './simulated-screens.ts';

const NARROWEST = { width: 320, height: 640 };
const WINDOWS = [
  NARROWEST,
  PHONE,
  // What is left of a desktop's window when the browser shows everything at 200 %.
  { width: DESKTOP.width / 2, height: DESKTOP.height / 2 },
  DESKTOP,
];
/** On a slow machine that does others besides, a state takes five seconds. */
const TIMEOUT_MS = 180_000;

beforeAll(buildSimulatedPage, 300_000);

async function findBadLayouts(page: Page, windows: readonly ViewportSize[]): Promise<readonly string[]> {
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

/** In each language; what is said elsewhere in the words of another one is found by its length. German needs the most room. */
async function findBadLayoutsByLanguage(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [language, windows] of [
    ['de', WINDOWS],
    ['ar', [NARROWEST, DESKTOP]],
    ['en', [PHONE]],
  ] as const) {
    await speak(page, language);
    found.push(...(await findBadLayouts(page, windows)).map((bad) => `${language}, ${bad}`));
  }
  return found;
}

/** All that axe finds by day and by night, in English and, for whoever reads from right to left, in Arabic. */
async function findAllBarriers(page: Page): Promise<readonly string[]> {
  await page.setViewportSize(PHONE);
  const light = await findBarriers(page);
  await turn(page, 'dark', 'en');
  // In one language only: axe cannot always tell the contrast of Arabic letters.
  const dark = await findBarriers(page, { runOnly: ['color-contrast'] });
  await speak(page, 'ar');
  const darkInArabic = await findBarriers(page);
  await turn(page, 'light', 'ar');
  await speak(page, 'en');
  return [...light, ...dark.map((each) => `dark: ${each}`), ...darkInArabic.map((each) => `Arabic: ${each}`)];
}

/** With letters of twice the size, which leave less room. */
async function findCramped(page: Page): Promise<readonly string[]> {
  const isUsual = await enlargeLetters(page, 2);
  const sizes = await page.evaluate(() =>
    [...document.querySelectorAll('h1, [role="heading"]')].map((each) => getComputedStyle(each).fontSize),
  );
  expect(sizes).toContain('52px');
  const found: string[] = [];
  for (const language of ['de', 'ar', 'en'] as const) {
    await speak(page, language);
    const windows = language === 'en' ? [PHONE] : [PHONE, DESKTOP];
    found.push(...(await findBadLayouts(page, windows)).map((bad) => `${language}, ${bad}`));
  }
  await isUsual();
  return found;
}

// A state is opened once for all of this: that takes as long as any of it.
describe('every screen', { timeout: TIMEOUT_MS }, () => {
  const scenarios = [...new Set(SCREEN_STATES.map(({ scenario }) => scenario))];
  it.for(scenarios)(
    'lies well in every window, with large letters too, has nothing that axe finds, and needs a keyboard alone: %s',
    async (scenario, { page, origin }) => {
      for (const state of SCREEN_STATES.filter((each) => each.scenario === scenario)) {
        await open(page, origin, state);
        const layout = await findBadLayoutsByLanguage(page);
        const barriers = await findAllBarriers(page);
        const cramped = await findCramped(page);
        // The last: it leaves what is above the screen.
        const keys = await findKeyTroubles(page);
        expect({ ...state, layout, barriers, cramped, keys }).toEqual({
          ...state,
          layout: [],
          barriers: [],
          cramped: [],
          keys: [],
        });
      }
    },
  );
});
