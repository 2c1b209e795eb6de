import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { photo, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';

const PADDING_BYTES = 60_000_000;

describe('videos', { timeout: E2E_TIMEOUT_MS }, () => {
  it('are shown by their first frame, which costs a part of them; a broken one by what stands in for it', async ({
    app,
    browser,
  }) => {
    const studio = await browser.newPage();
    const films = await filmIn(studio);
    await studio.close();
    const [first] = films;
    if (first === undefined) throw new Error('this browser films nothing');
    const names = films.map(({ ending }) => `film.${ending}`);
    const endless = films.map(({ ending, bytes }) => ({
      name: `endless.${ending}`,
      bytes: Buffer.concat([bytes, PADDING[ending]()]),
    }));
    await writeFiles(app.house.library, {
      'a.jpg': photo(1),
      ...Object.fromEntries(films.map(({ ending, bytes }) => [`film.${ending}`, bytes])),
      // Without an index, a browser looks to the end of it, if it is let.
      ...Object.fromEntries(endless.map(({ name, bytes }) => [name, bytes])),
      [`broken.${first.ending}`]: first.bytes.subarray(0, 200),
    });
    await app.settle();
    const page = await app.openPage();
    let sentBytes = 0;
    const refused = new Set<string>();
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.includes('/videos/')) return;
      sentBytes += Number(response.headers()['content-length'] ?? 0);
      if (response.status() === 429) refused.add(basename(decodeURIComponent(pathname)));
    });
    await page.goto(`${app.origin}/photos/all`);
    const linkOf = (name: string) => page.getByRole('link', { name: new RegExp(`^${name}`) });
    const pictureOf = (name: string) => linkOf(name).locator('img[src^="blob:"]');
    for (const name of names) {
      await pictureOf(name).waitFor({ state: 'attached' });
      // What was really drawn, and not the black of nothing.
      expect(await pictureOf(name).evaluate(brightestOf)).toBeGreaterThan(80);
    }
    await linkOf('broken').getByTestId('stand-in filmstrip').waitFor({ state: 'attached' });
    expect(await pictureOf('broken').count()).toBe(0);
    for (const { name } of endless)
      await expect
        .poll(async () => refused.has(name) || (await pictureOf(name).count()) > 0, {
          timeout: 20_000,
        })
        .toBe(true);
    expect(sentBytes).toBeGreaterThan(0);
    expect(sentBytes).toBeLessThan(18_000_000 * films.length);
  });
});

type Ending = 'webm' | 'mp4';

/** Half a second of a bright colour, in each format that this browser writes: VP8 at least, H.264 where it can. */
async function filmIn(page: Page): Promise<readonly { readonly ending: Ending; readonly bytes: Buffer }[]> {
  const films = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 240;
    const context = canvas.getContext('2d');
    const film = async (mimeType: string): Promise<string> => {
      const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType });
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      const ended = new Promise((done) => (recorder.onstop = done));
      recorder.start();
      for (let frame = 0; frame < 12; frame += 1) {
        if (context !== null) context.fillStyle = frame % 2 === 0 ? '#ff9020' : '#ffa030';
        context?.fillRect(0, 0, 320, 240);
        await new Promise((done) => setTimeout(done, 50));
      }
      recorder.stop();
      await ended;
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    };
    const formats = [
      { ending: 'webm' as const, mimeType: 'video/webm;codecs=vp8' },
      { ending: 'mp4' as const, mimeType: 'video/mp4;codecs=avc1.42E01E' },
    ].filter(({ mimeType }) => MediaRecorder.isTypeSupported(mimeType));
    const filmed: { readonly ending: 'webm' | 'mp4'; readonly base64: string }[] = [];
    for (const { ending, mimeType } of formats) filmed.push({ ending, base64: await film(mimeType) });
    return filmed;
  });
  return films.map(({ ending, base64 }) => ({ ending, bytes: Buffer.from(base64, 'base64') }));
}

/** What players of a format skip, at the end of a file. */
const PADDING: Readonly<Record<Ending, () => Buffer>> = {
  mp4() {
    const box = Buffer.alloc(PADDING_BYTES);
    box.writeUInt32BE(PADDING_BYTES, 0);
    box.write('free', 4, 'latin1');
    return box;
  },
  webm() {
    const element = Buffer.alloc(PADDING_BYTES);
    // A Void element, whose length is written in eight bytes.
    element.writeUInt8(0xec, 0);
    element.writeBigUInt64BE(0x0100_0000_0000_0000n + BigInt(PADDING_BYTES - 9), 1);
    return element;
  },
};

/** Of the picture's colours in its middle, red, green or blue: none at 0, all at 255. */
async function brightestOf(image: HTMLElement | SVGElement): Promise<number> {
  await (image as HTMLImageElement).decode();
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d');
  context?.drawImage(image as HTMLImageElement, 0, 0, 1, 1);
  return Math.max(...(context?.getImageData(0, 0, 1, 1).data.slice(0, 3) ?? []));
}
