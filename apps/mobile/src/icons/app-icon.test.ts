import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderAppIcon } from '../../tools/render-app-icon.ts';
import { DARK, LIGHT } from '../theme/colors.ts';

const APP = join(import.meta.dirname, '../..');
const read = (file: string): Buffer => readFileSync(join(APP, file));
const RES = 'modules/backup-native/android/src/main/res';
/** An edge is drawn a little differently by another processor. */
const TOLERANCE = 8;

const PICTURES = [
  ['assets/icon.png', 1024, false],
  ['assets/adaptive-foreground.png', 432, true],
  ['assets/adaptive-monochrome.png', 432, true],
  ['assets/favicon.png', 48, true],
] as const;

let drawn: ReadonlyMap<string, Buffer>;
beforeAll(async () => {
  drawn = await renderAppIcon();
});

/** Of each pixel four values; what is not seen at all has no colour. */
async function pixelsOf(picture: Buffer): Promise<Buffer> {
  return sharp(picture).ensureAlpha().raw().toBuffer();
}

describe('the icon of the app', () => {
  it.each(PICTURES)('is what `npm run app-icon` draws: %s', async (file, sizePx, hasAlpha) => {
    const kept = read(file);
    expect(await sharp(kept).metadata()).toMatchObject({ width: sizePx, height: sizePx, hasAlpha });
    expect(kept.length).toBeLessThan(30_000);
    const [is, ought] = await Promise.all([pixelsOf(kept), pixelsOf(drawn.get(file) ?? Buffer.of())]);
    expect(is.length).toBe(ought.length);
    expect(is.findIndex((value, at) => Math.abs(value - (ought[at] ?? 0)) > TOLERANCE)).toBe(-1);
  });

  it('has an outline for notifications from the same source', () => {
    const file = `${RES}/drawable/keepsake_notification.xml`;
    expect(read(file).toString()).toBe(drawn.get(file)?.toString());
    expect([...drawn.keys()].sort()).toEqual([...PICTURES.map(([name]) => name), file].sort());
  });

  it('is what the notification of a run has on Android, by a name that its build knows', () => {
    const sources = 'modules/backup-native/android/src/main/java/app/keepsake/backup';
    const kotlin = read(`${sources}/runs/WorkNotification.kt`).toString();
    const [, name = ''] = /\.setSmallIcon\(R\.drawable\.(\w+)\)/.exec(kotlin) ?? [];
    expect([...drawn.keys()]).toContain(`${RES}/drawable/${name}.xml`);
  });

  it('stays within what Android never cuts off', async () => {
    const safeRadiusPx = (432 * 66) / 108 / 2;
    for (const file of ['assets/adaptive-foreground.png', 'assets/adaptive-monochrome.png']) {
      const pixels = await pixelsOf(read(file));
      let farthestPx = 0;
      for (let at = 0; at < 432 * 432; at += 1)
        if ((pixels[at * 4 + 3] ?? 0) > TOLERANCE)
          farthestPx = Math.max(farthestPx, Math.hypot((at % 432) - 215.5, Math.floor(at / 432) - 215.5));
      expect(farthestPx).toBeLessThan(safeRadiusPx);
      expect(farthestPx).toBeGreaterThan(safeRadiusPx * 0.8);
    }
  });

  it('has the colours of the app', () => {
    const { expo } = JSON.parse(read('app.json').toString()) as {
      readonly expo: { readonly android: { readonly adaptiveIcon: { readonly backgroundColor: string } } };
    };
    const colours = new Set(
      read('assets/icon.svg')
        .toString()
        .match(/#\w{6}/g),
    );
    expect(colours).toEqual(new Set([LIGHT.safe, LIGHT.card]));
    expect(expo.android.adaptiveIcon.backgroundColor).toBe(LIGHT.safe);
    expect(read(`${RES}/values/keepsake_colors.xml`).toString()).toContain(`>${LIGHT.ground}<`);
    expect(read(`${RES}/values-night/keepsake_colors.xml`).toString()).toContain(`>${DARK.ground}<`);
  });
});
