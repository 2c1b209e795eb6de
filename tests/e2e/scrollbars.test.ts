import type { Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { findBadLayout } from './layout.ts';
import { DESKTOP, PHONE, buildPage, it, nextFrame, open, speak, turn } from './simulated-screens.ts';

/** Of those that have lists of their own, and those that scroll as a whole. */
const PLACES = [
  { scenario: 'complete', path: '/photos/all?safe=300' },
  { scenario: 'complete', path: '/albums' },
  { scenario: 'complete', path: '/search?text=IMG&safe=300' },
  { scenario: 'failed-variously', path: '/failed' },
  { scenario: 'can-free-space', path: '/free-space?safe=760' },
  { scenario: 'weeks', path: '/activity' },
  { scenario: 'complete', path: '/settings' },
] as const;
const WINDOWS = [{ width: 320, height: 640 }, PHONE, DESKTOP];

beforeAll(buildPage, 300_000);

/** What reaches beyond the room of whatever it scrolls in, and is not to be scrolled to: under the bar, or cut off by it. */
function findBeyondRoom(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const LEAST_PX = 4;
    for (const scroller of document.querySelectorAll<HTMLElement>('*')) {
      const { overflowX, overflowY } = getComputedStyle(scroller);
      if (!/auto|scroll/.test(overflowY) || overflowX !== 'hidden' || scroller.clientWidth === 0) continue;
      const box = scroller.getBoundingClientRect();
      const left = box.left + scroller.clientLeft;
      const right = left + scroller.clientWidth;
      for (const inner of scroller.querySelectorAll<HTMLElement>('img, [role="tablist"], input, span, div')) {
        const isWords = inner.childElementCount === 0 && inner.innerText?.trim() !== '';
        if (!isWords && !inner.matches('img, [role="tablist"], input')) continue;
        // Words must not touch it either.
        const least = isWords ? LEAST_PX : -1;
        const { left: from, right: to, width } = inner.getBoundingClientRect();
        const isRtl = getComputedStyle(scroller).direction === 'rtl';
        if (width > 0 && (from < left + (isRtl ? least : -1) || to > right - (isRtl ? -1 : least)))
          found.push(`${inner.tagName} ${inner.innerText} ${from}–${to} in ${left}–${right}`);
      }
    }
    return found;
  });
}

const barWidth = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const probe = document.createElement('div');
    probe.style.cssText = 'position:absolute;width:100px;overflow-y:scroll';
    document.body.append(probe);
    const width = probe.offsetWidth - probe.clientWidth;
    probe.remove();
    return width;
  });

describe('with scrollbars that take room', { timeout: 180_000 }, () => {
  it.for(PLACES)('nothing is under them: $path', async (place, { browserWith, origin }) => {
    const browser = await browserWith({ ignoreDefaultArgs: ['--hide-scrollbars'] });
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await open(page, origin, place);
    expect(await barWidth(page)).toBeGreaterThan(5);
    for (const language of ['en', 'ar'] as const) {
      await speak(page, language);
      for (const window of WINDOWS) {
        await page.setViewportSize(window);
        await nextFrame(page);
        const seen = { language, ...window };
        expect({ ...seen, beyond: await findBeyondRoom(page), bad: await findBadLayout(page) }).toEqual({
          ...seen,
          beyond: [],
          bad: [],
        });
      }
    }
  });

  it('they are as dark as the screen, and so is what the browser draws around it', async ({
    browserWith,
    origin,
  }) => {
    const browser = await browserWith({ ignoreDefaultArgs: ['--hide-scrollbars'] });
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    const look = () =>
      page.evaluate(() => {
        const main = [...document.querySelectorAll('[role="main"]')].at(-1);
        const ground = main === undefined ? '' : getComputedStyle(main).backgroundColor;
        const { colorScheme, backgroundColor } = getComputedStyle(document.documentElement);
        const probe = document.createElement('i');
        probe.style.color =
          document.querySelector<HTMLMetaElement>('meta[name="theme-color"]')?.content ?? '';
        document.body.append(probe);
        const frame = getComputedStyle(probe).color;
        probe.remove();
        return { colorScheme, isGround: backgroundColor === ground, isFrame: frame === ground };
      });
    await open(page, origin, { scenario: 'complete', path: '/settings' });
    expect(await look()).toEqual({ colorScheme: 'light', isGround: true, isFrame: true });
    await turn(page, 'dark', 'en');
    expect(await look()).toEqual({ colorScheme: 'dark', isGround: true, isFrame: true });
    // What the person chose in the app goes before what the device says.
    await page.evaluate(() => {
      const { preferences } = globalThis as unknown as { preferences: { change(to: object): void } };
      preferences.change({ theme: 'light' });
    });
    await expect.poll(look).toEqual({ colorScheme: 'light', isGround: true, isFrame: true });
  });

  it('a title stands at the same place on each of the four places', async ({ browserWith, origin }) => {
    const browser = await browserWith({ ignoreDefaultArgs: ['--hide-scrollbars'] });
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    for (const window of [PHONE, DESKTOP]) {
      const places: Record<string, number | undefined> = {};
      for (const path of ['/', '/albums', '/activity', '/settings']) {
        await open(page, origin, { scenario: 'complete', path });
        await page.setViewportSize(window);
        await nextFrame(page);
        places[path] = (await page.getByRole('heading', { level: 1 }).last().boundingBox())?.x;
      }
      expect(new Set(Object.values(places)).size, JSON.stringify(places)).toBe(1);
    }
  });
});
