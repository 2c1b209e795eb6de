import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { openScreen } from '../screens.ts';
import type { Picture } from './pictures.ts';

const LOCALES = { en: 'en-GB', de: 'de-DE', ar: 'ar-EG' } as const;
const WINDOWS = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 },
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
} as const;

/** How a picture is drawn. */
export interface Manner {
  readonly language: keyof typeof LOCALES;
  readonly theme: 'light' | 'dark';
  readonly window: keyof typeof WINDOWS;
}

export interface Drawn extends Manner {
  readonly name: string;
  readonly file: string;
}

/** English in every way; the other languages where their words have least room. */
export const MANNERS: readonly Manner[] = [
  { language: 'en', theme: 'light', window: 'phone' },
  { language: 'en', theme: 'dark', window: 'phone' },
  { language: 'de', theme: 'light', window: 'phone' },
  { language: 'ar', theme: 'light', window: 'phone' },
  { language: 'en', theme: 'light', window: 'desktop' },
  { language: 'en', theme: 'dark', window: 'desktop' },
];

/** What stays the same for so long is as it will be. */
const SETTLED_MS = 500;
const MOST_TRIES = 30;

export interface DrawOptions {
  readonly browser: Browser;
  readonly origin: string;
  /** With its query. */
  readonly path: string;
  /** Who is let in. */
  readonly storageState?: BrowserContextOptions['storageState'];
  readonly folder: string;
}

/** Scrollbars are not drawn, as on phones and on many desktops; nor is the room that is kept for those of others. */
function leaveNoGutter(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { scrollbar-gutter: auto !important; }');
  document.addEventListener('DOMContentLoaded', () => document.adoptedStyleSheets.push(sheet));
}

/** Opens a screen in a browser of its own, and draws it into the folder. */
export async function drawPicture(picture: Picture, manner: Manner, options: DrawOptions): Promise<Drawn> {
  const { language, theme, window } = manner;
  const { browser, origin, path, storageState, folder } = options;
  const file = `${picture.name}-${language}-${theme}-${window}.png`;
  const context = await browser.newContext({
    ...WINDOWS[window],
    locale: LOCALES[language],
    colorScheme: theme,
    ...(storageState !== undefined && { storageState }),
  });
  try {
    await context.addInitScript(leaveNoGutter);
    const page = await context.newPage();
    await openScreen(page, origin, path);
    await picture.prepare?.(page);
    const pixels = await drawSettled(page);
    await sharp(pixels)
      .png({ palette: true, quality: 85, effort: 7, compressionLevel: 9 })
      .toFile(join(folder, file));
  } catch (error) {
    throw new Error(`${file} could not be drawn`, { cause: error });
  } finally {
    await context.close();
  }
  return { ...manner, name: picture.name, file };
}

/** Once nothing changes any more: photos come last, and each when it likes. */
async function drawSettled(page: Page): Promise<Buffer> {
  // No pointer rests on anything, and no cursor blinks.
  await page.mouse.move(0, 0);
  let last: Buffer = Buffer.alloc(0);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    if (picture.equals(last)) return picture;
    last = picture;
    await page.waitForTimeout(SETTLED_MS);
  }
  throw new Error(`${page.url()} goes on changing.`);
}
