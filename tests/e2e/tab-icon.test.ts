import { describe, expect } from 'vitest';
import { E2E_TIMEOUT_MS, it } from './app.ts';

describe('the tab of the browser', { timeout: E2E_TIMEOUT_MS }, () => {
  it('has the icon of the app, which the page’s own rules let in', async ({ app }) => {
    await app.settle();
    const page = await app.openPage();
    const seen = await page.evaluate(async () => {
      const icon = new Image();
      icon.src = document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? '';
      await icon.decode();
      const canvas = document.createElement('canvas');
      const drawing = canvas.getContext('2d');
      drawing?.drawImage(icon, 0, 0);
      // On its left edge, in the middle.
      const pixel = drawing?.getImageData(1, icon.naturalHeight / 2, 1, 1).data ?? [];
      return { path: new URL(icon.src).pathname, ground: [...pixel] };
    });
    expect(seen).toEqual({ path: '/favicon.ico', ground: [0x0b, 0x6b, 0x5c, 255] });
  });
});
