import type { Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { E2E_TIMEOUT_MS } from './app.ts';
import {
  DESKTOP,
  PHONE,
  buildPage,
  enlargeLetters,
  it,
  nextFrame,
  open,
  speak,
} from './simulated-screens.ts';

beforeAll(buildPage, 300_000);

/** The words on the screen that go on in another line, though nobody divided them. */
function findBrokenWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const broken: string[] = [];
    const main = [...document.querySelectorAll('[role="main"]')].at(-1) ?? document.body;
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (const { 0: word, index } of (node.textContent ?? '').matchAll(/\p{L}+/gu)) {
        const range = document.createRange();
        // The hyphen that is drawn before it, in the line above, counts to its first letter.
        range.setStart(node, node.textContent?.[index - 1] === '\u00ad' ? index + 1 : index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(word);
      }
    }
    return broken;
  });
}

describe('where room is short', { timeout: E2E_TIMEOUT_MS }, () => {
  it('no word of Activity is broken, in letters of twice the size on a narrow phone', async ({
    page,
    origin,
  }) => {
    const isUsual = await enlargeLetters(page, 2);
    await open(page, origin, { scenario: 'uploading', path: '/activity' });
    await page.setViewportSize({ ...PHONE, width: 320 });
    for (const language of ['en', 'de', 'ar'] as const) {
      await speak(page, language);
      await nextFrame(page);
      expect(await findBrokenWords(page)).toEqual([]);
    }
    await isUsual();
  });

  it.for([DESKTOP, PHONE, { ...PHONE, width: 320 }])(
    'the two answers to a choice of albums stand side by side, as wide as each other: $width',
    async (size, { page, origin }) => {
      await open(page, origin, { scenario: 'complete', path: '/albums', press: 'albums.selectAll' });
      await page.setViewportSize(size);
      await nextFrame(page);
      const boxOf = async (name: string) => page.getByRole('button', { name }).boundingBox();
      const [discard, save] = [await boxOf('Discard'), await boxOf('Save')];
      expect(save?.y).toBe(discard?.y);
      expect(Math.abs((save?.width ?? 0) - (discard?.width ?? 0))).toBeLessThan(2);
    },
  );
});
