import { describe, expect } from 'vitest';
import { filmVideo } from '../../demo/src/library/film-video.ts';
import { sunsetOverSea } from '../../demo/src/library/scenes/seaside.ts';
import { photo, writeFiles } from '../house/photos.ts';
import { E2E_TIMEOUT_MS, it } from './app.ts';

describe('videos', { timeout: E2E_TIMEOUT_MS }, () => {
  it('are shown by one of their frames, which costs a part of them; a broken one by what stands in for it', async ({
    app,
  }) => {
    const film = {
      scene: sunsetOverSea,
      seed: 'e2e',
      shape: 'landscape',
      frames: 8,
      takenAt: new Date(0),
    } as const;
    const mp4 = await filmVideo({ ...film, container: 'mp4' });
    await writeFiles(app.house.library, {
      'a.jpg': photo(1),
      // Nobody needs the end of it.
      'film.mp4': Buffer.concat([mp4, freeBox(60_000_000)]),
      'phone.MOV': Buffer.from(await filmVideo({ ...film, container: 'quicktime' })),
      'broken.mp4': Buffer.from(mp4.subarray(0, mp4.length / 3)),
    });
    await app.settle();
    const page = await app.openPage();
    let sentBytes = 0;
    page.on('response', (response) => {
      if (response.url().includes('/videos/')) sentBytes += Number(response.headers()['content-length'] ?? 0);
    });
    await page.goto(`${app.origin}/photos/all`);
    const pictureOf = (name: string) =>
      page.getByRole('link', { name: new RegExp(`^${name}`) }).locator('img[src^="blob:"]');
    await pictureOf('film.mp4').waitFor({ state: 'attached' });
    await pictureOf('phone.MOV').waitFor({ state: 'attached' });
    // What was really drawn, and not the black of nothing.
    for (const name of ['film.mp4', 'phone.MOV'])
      expect(await pictureOf(name).evaluate(brightestOf)).toBeGreaterThan(80);
    const broken = page.getByRole('link', { name: /^broken\.mp4/ });
    await broken.getByTestId('stand-in filmstrip').waitFor({ state: 'attached' });
    expect(await pictureOf('broken.mp4').count()).toBe(0);
    expect(sentBytes).toBeGreaterThan(0);
    expect(sentBytes).toBeLessThan(10_000_000);
  });
});

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

/** An MP4 box that players skip. */
function freeBox(sizeBytes: number): Buffer {
  const box = Buffer.alloc(sizeBytes);
  box.writeUInt32BE(sizeBytes, 0);
  box.write('free', 4, 'latin1');
  return box;
}
