import type { Page, ViewportSize } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { findBarriers } from './axe.ts';
import { findKeyTrouble, nameOfFocus } from './keyboard.ts';
import { findBadLayout } from './layout.ts';
import { SCREEN_STATES } from './screen-states.ts';
import {
  DESKTOP,
  PHONE,
  buildPage,
  enlargeLetters,
  it,
  nextFrame,
  open,
  speak,
  turn,
} from './simulated-screens.ts';

const NARROWEST = { width: 320, height: 640 };
const WINDOWS = [
  NARROWEST,
  PHONE,
  // What is left of a desktop's window when the browser shows everything at 200 %.
  { width: DESKTOP.width / 2, height: DESKTOP.height / 2 },
  DESKTOP,
];
/** What axe asks of words, which another language may answer otherwise. */
const OF_A_LANGUAGE = ['html-has-lang', 'html-lang-valid', 'target-size'];
/** A state takes three seconds, and many times that on a slow machine that does others besides. */
const TIMEOUT_MS = 120_000;
const A_MOMENT_MS = 1_000;

beforeAll(buildPage, 300_000);

/** What is still so a moment later: a page that was just laid out anew may not be there yet, on a machine that does others besides. */
async function lasting(find: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const found = await find();
  if (found.length === 0) return found;
  await new Promise((resolve) => void setTimeout(resolve, A_MOMENT_MS));
  return find();
}

async function findBadLayouts(page: Page, windows: readonly ViewportSize[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const window of windows) {
    await page.setViewportSize(window);
    await nextFrame(page);
    const bad = await lasting(() => findBadLayout(page));
    found.push(...bad.map((each) => `${window.width} wide: ${each}`));
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
    const troubles = await lasting(() => findKeyTrouble(page));
    found.push(...troubles.map((each) => `${window.width} wide: ${each}`));
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

/** With letters of the usual size, and of twice that, which leave less room. */
async function findBadLayoutsBySize(
  page: Page,
  usual: readonly ViewportSize[],
  large: readonly ViewportSize[],
): Promise<readonly string[]> {
  const found = [...(await findBadLayouts(page, usual))];
  const makeUsual = await enlargeLetters(page, 2);
  const sizes = await page.evaluate(() =>
    [...document.querySelectorAll('h1, [role="heading"]')].map((each) => getComputedStyle(each).fontSize),
  );
  expect(sizes).toContain('52px');
  found.push(...(await findBadLayouts(page, large)).map((bad) => `large, ${bad}`));
  await makeUsual();
  return found;
}

/** In each language; what is said elsewhere in the words of another one is found by its length. German needs the most room. */
async function findTroubles(page: Page): Promise<Record<string, readonly string[]>> {
  const english = await findBadLayoutsBySize(page, [PHONE], [PHONE]);
  await page.setViewportSize(PHONE);
  const barriers = await lasting(() => findBarriers(page));
  await turn(page, 'dark', 'en');
  const barriersInTheDark = await lasting(() => findBarriers(page, { runOnly: ['color-contrast'] }));
  await turn(page, 'light', 'en');
  await speak(page, 'de');
  const german = await findBadLayoutsBySize(page, WINDOWS, [PHONE, DESKTOP]);
  await speak(page, 'ar');
  const arabic = await findBadLayoutsBySize(page, [NARROWEST, DESKTOP], [PHONE, DESKTOP]);
  // Who reads from right to left: how it lies and what it is said to be; the rest is as in English.
  const barriersInArabic = await lasting(() => findBarriers(page, { runOnly: OF_A_LANGUAGE }));
  await speak(page, 'en');
  // The last: it leaves what is above the screen.
  const keys = await findKeyTroubles(page);
  return { english, barriers, barriersInTheDark, german, arabic, barriersInArabic, keys };
}

// A state is opened once for all of this: that takes as long as any of it.
describe('every screen', { timeout: TIMEOUT_MS }, () => {
  it.for(SCREEN_STATES.map((state) => [Object.values(state).join(' '), state] as const))(
    'lies well in every window, with large letters too, has nothing that axe finds, and needs a keyboard alone: %s',
    async ([, state], { page, origin }) => {
      await open(page, origin, state);
      const troubles = await findTroubles(page);
      expect(Object.entries(troubles).filter(([, each]) => each.length > 0)).toEqual([]);
    },
  );
});
