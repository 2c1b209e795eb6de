import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import bundled from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSystemChromium, openBrowser } from './browser.ts';

describe('the browser of the tests', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepsake-browser-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is found on the path, if it can be run', async () => {
    const path = ['/nowhere', folder].join(delimiter);
    expect(findSystemChromium(path)).toBeUndefined();
    await writeFile(join(folder, 'chromium'), '');
    expect(findSystemChromium(path)).toBeUndefined();
    await chmod(join(folder, 'chromium'), 0o755);
    expect(findSystemChromium(path)).toBe(join(folder, 'chromium'));
  });

  it('opens and shows a page', async () => {
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.setContent('<h1>Safe</h1>');
      expect(await page.getByRole('heading').textContent()).toBe('Safe');
    } finally {
      await browser.close();
    }
  });

  it('comes with npm where the system has none', async () => {
    const browser = await chromium.launch({
      executablePath: await bundled.executablePath(),
      args: bundled.args,
      headless: true,
    });
    expect(browser.version()).toMatch(/^\d+\./);
    await browser.close();
  });
});
