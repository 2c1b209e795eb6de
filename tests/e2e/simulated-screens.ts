import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { onceInARun } from '../house/once-in-a-run.ts';
import { it as itWithBrowser } from './app.ts';
import type { ScreenState } from './screen-states.ts';
import { buildSimulatedPage, serveSimulatedPage } from './simulated-page.ts';

export type Language = 'en' | 'de' | 'ar' | 'es' | 'fr' | 'ja';

const WORDS = join(import.meta.dirname, '../../apps/mobile/src/i18n/words');

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };

/** Builds the page, unless another file of this run did: while it is written nobody can open it. */
export const buildPage = () => onceInARun('simulated-page', buildSimulatedPage);

/** `it` with the page over a simulated phone, served for each file, and one browser window in front of it. */
export const it = itWithBrowser.extend<{ page: Page; origin: string }>({
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

/** Opens a screen in one of its states, in English, on a phone, by day. */
export async function open(
  page: Page,
  origin: string,
  { scenario, path, press }: ScreenState,
): Promise<void> {
  const address = new URL(path, origin);
  address.searchParams.set('scenario', scenario);
  address.searchParams.set('language', 'en');
  if (!address.searchParams.has('safe')) address.searchParams.set('safe', '40');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
  await page.goto(address.href);
  await page.getByRole('heading', { level: 1 }).last().waitFor();
  await untilSettled(page, 'en');
  // It led nowhere else.
  expect(new URL(page.url()).pathname).toBe(address.pathname);
  expect(await page.getByText(await wordsOf('en', 'frame.crashed')).count()).toBe(0);
  // Nor to the screen of a photo that is not there.
  expect(await page.getByText(await wordsOf('en', 'why.unknown')).count()).toBe(
    path.includes('nobody') ? 1 : 0,
  );
  if (press === undefined) return;
  await page.getByRole('button', { name: beginningWith(await wordsOf('en', press)) }).click();
  await untilSettled(page, 'en');
}

/** As far as the words are the same for every number. */
function beginningWith(words: string): RegExp {
  const [fixed = ''] = words.split('{{');
  return new RegExp(`^${fixed.trim()}`);
}

async function wordsOf(language: Language, key: string): Promise<string> {
  let found: unknown = JSON.parse(await readFile(join(WORDS, `${language}.json`), 'utf8'));
  for (const part of key.split('.')) found = (found as Record<string, unknown>)[part];
  return found as string;
}

/** Has the page speak another language. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((wanted) => {
    const { preferences } = globalThis as unknown as { preferences: { change(to: object): void } };
    preferences.change({ language: wanted });
  }, language);
  await untilSettled(page, language);
}

/** As the device turns dark, or light again, while the page is open; which the page hears a moment later. */
export async function turn(page: Page, colorScheme: 'dark' | 'light', language: Language): Promise<void> {
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
export function nextFrame(page: Page): Promise<unknown> {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** As when a person sets larger letters in the browser: pages keep their size, and what is said in its measure grows. */
export async function enlargeLetters(page: Page, times: number): Promise<() => Promise<void>> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Page.setFontSizes', { fontSizes: { standard: USUAL_PX * times } });
  return async () => {
    await browser.send('Page.setFontSizes', { fontSizes: { standard: USUAL_PX } });
    await browser.detach();
  };
}

/** What browsers write in until somebody wants larger letters. */
const USUAL_PX = 16;
