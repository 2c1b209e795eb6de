import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { it as itWithBrowser } from './app.ts';
import { findBarriers } from './axe.ts';
import { findBadLayout } from './layout.ts';
import { SCREEN_STATES, type ScreenState } from './screen-states.ts';
import { buildSimulatedPage, serveSimulatedPage } from './simulated-page.ts';

type Language = 'en' | 'de' | 'ar';

const WORDS = join(import.meta.dirname, '../../apps/mobile/src/i18n/words');

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
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

const it = itWithBrowser.extend<{ page: Page; origin: string }>({
  page: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ locale: 'en-GB' });
      context.setDefaultTimeout(60_000);
      await use(await context.newPage());
      await context.close();
    },
    { scope: 'file' },
  ],
  origin: [
    async ({}, use) => {
      const served = await serveSimulatedPage();
      await use(served.origin);
      served.close();
    },
    { scope: 'file' },
  ],
});

async function open(page: Page, origin: string, { scenario, path, press }: ScreenState): Promise<void> {
  const address = new URL(path, origin);
  address.searchParams.set('scenario', scenario);
  address.searchParams.set('language', 'en');
  address.searchParams.set('safe', '40');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
  await page.goto(address.href);
  await page.getByRole('heading', { level: 1 }).last().waitFor();
  await untilSettled(page, 'en');
  // It led nowhere else.
  expect(new URL(page.url()).pathname).toBe(address.pathname);
  expect(await page.getByText(await wordsOf('en', 'frame.crashed')).count()).toBe(0);
  if (press === undefined) return;
  await page.getByRole('button', { name: await wordsOf('en', press), exact: true }).click();
  await untilSettled(page, 'en');
}

async function wordsOf(language: Language, key: string): Promise<string> {
  let found: unknown = JSON.parse(await readFile(join(WORDS, `${language}.json`), 'utf8'));
  for (const part of key.split('.')) found = (found as Record<string, unknown>)[part];
  return found as string;
}

async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((wanted) => {
    const { preferences } = globalThis as unknown as { preferences: { change(to: object): void } };
    preferences.change({ language: wanted });
  }, language);
  await untilSettled(page, language);
}

/** As the device turns dark, or light again, while the page is open; which the page hears a moment later. */
async function turn(page: Page, colorScheme: 'dark' | 'light', language: Language): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((isDark) => {
    const main = [...document.querySelectorAll('[role="main"]')].at(-1);
    const red = /\d+/.exec(main === undefined ? '' : getComputedStyle(main).backgroundColor)?.[0];
    return red !== undefined && Number(red) < 128 === isDark;
  }, colorScheme === 'dark');
  await untilSettled(page, language);
}

/** Until all of it is there, and nothing moves any more. */
async function untilSettled(page: Page, language: Language): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.documentElement.lang === wanted &&
      document.fonts.status === 'loaded' &&
      document.querySelector('[aria-busy="true"]') === null &&
      [...document.images].every((image) => image.complete) &&
      document.getAnimations().every(({ playState }) => playState !== 'running'),
    language,
  );
  await nextFrame(page);
}

/** What follows from a change was drawn. */
function nextFrame(page: Page): Promise<unknown> {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function findBadLayouts(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const window of WINDOWS) {
    await page.setViewportSize(window);
    await nextFrame(page);
    found.push(...(await findBadLayout(page)).map((bad) => `${window.width} wide: ${bad}`));
  }
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
});
