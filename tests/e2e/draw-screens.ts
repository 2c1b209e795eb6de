import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from './browser.ts';
import { openScreen, SCREENS } from './screens.ts';

/*
 * `npm run screens`: draws every screen into docs/screens, as `npm start` shows it over its demo library.
 */

const HOUSE = join(import.meta.dirname, '../..');
const INTO = join(HOUSE, 'docs/screens');

const LOCALES = { en: 'en-GB', de: 'de-DE', ar: 'ar-EG' } as const;
const THEMES = ['light', 'dark'] as const;
const WINDOWS = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 },
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
} as const;

/** What stays the same for so long is as it will be. */
const SETTLED_MS = 700;
const MOST_TRIES = 30;

/** Starts the demo in an empty folder, and answers with the link to its screens. */
async function startDemo(folder: string): Promise<{ readonly demo: ChildProcess; readonly link: string }> {
  const demo = spawn(process.execPath, [join(HOUSE, 'demo/src/main.ts'), '--no-open'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, KEEPSAKE_DATA: join(folder, 'data'), KEEPSAKE_PORT: '0', KEEPSAKE_SCREENS: '' },
  });
  const link = await new Promise<string>((resolve, reject) => {
    createInterface({ input: demo.stdout }).on('line', (line) => {
      const url = /open at (http\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    demo.once('exit', () => {
      reject(new Error('The demo ended before it showed its screens.'));
    });
  });
  return { demo, link };
}

async function drawAll(browser: Browser, link: string): Promise<number> {
  const entrance = await browser.newContext();
  await (await entrance.newPage()).goto(link);
  const storageState = await entrance.storageState();
  let count = 0;
  for (const [language, locale] of Object.entries(LOCALES))
    for (const colorScheme of THEMES)
      for (const [window, size] of Object.entries(WINDOWS)) {
        const context = await browser.newContext({ ...size, locale, colorScheme, storageState });
        count += await draw(context, new URL(link).origin, `${language}-${colorScheme}-${window}`);
        await context.close();
      }
  return count;
}

async function draw(context: BrowserContext, origin: string, how: string): Promise<number> {
  const page = await context.newPage();
  for (const { name, path } of SCREENS) {
    await openScreen(page, origin, path);
    const picture = await drawSettled(page);
    await sharp(picture)
      .png({ palette: true, effort: 10 })
      .toFile(join(INTO, `${name}-${how}.png`));
  }
  return SCREENS.length;
}

/** Once nothing changes any more: photos come last, and each when it likes. */
async function drawSettled(page: Page): Promise<Buffer> {
  let last: Buffer = Buffer.alloc(0);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const picture = await page.screenshot({ animations: 'disabled' });
    if (picture.equals(last)) return picture;
    last = picture;
    await page.waitForTimeout(SETTLED_MS);
  }
  throw new Error(`${page.url()} goes on changing.`);
}

const folder = await mkdtemp(join(tmpdir(), 'keepsake-drawn-'));
await mkdir(INTO, { recursive: true });
let demo: ChildProcess | undefined;
let browser: Browser | undefined;
try {
  const started = await startDemo(folder);
  demo = started.demo;
  browser = await openBrowser();
  console.log(`${await drawAll(browser, started.link)} pictures are in docs/screens`);
} finally {
  await browser?.close();
  if (demo !== undefined && demo.exitCode === null) {
    const ended = once(demo, 'exit');
    demo.kill('SIGTERM');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
}
