import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const APP = join(import.meta.dirname, '..');
const DRAWABLE = 'modules/backup-native/android/src/main/res/drawable/keepsake_notification.xml';
const VIEW = 1024;
/** Android cuts a layer of 108 dp to any form, but never the circle of 66 dp in it, in which the shield is by this. */
const SAFE_SCALE = 0.68;
/** In a browser's tab there is no room to be wasted. */
const TAB_SCALE = 1.2;

/** What follows from `assets/icon.svg`, by its place in the app: each file as it is to be. */
export async function renderAppIcon(): Promise<ReadonlyMap<string, Buffer>> {
  const icon = readFileSync(join(APP, 'assets/icon.svg'), 'utf8');
  const [, ground = ''] = /id="ground".*?fill="(#\w{6})"/s.exec(icon) ?? [];
  const [mark = ''] = /<g id="mark">.*?<\/g>/s.exec(icon) ?? [];
  // One outline in one colour: what is in the shield is cut out of it.
  const outline = [...mark.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path).join('');
  const cut = `<path fill="#ffffff" fill-rule="evenodd" d="${outline}" />`;
  const rounded = `<rect width="${VIEW}" height="${VIEW}" rx="224" fill="${ground}" />`;
  return new Map([
    // iOS wants it whole and rounds it by itself.
    ['assets/icon.png', await draw(icon, 1024, { isOpaque: true })],
    ['assets/adaptive-foreground.png', await draw(pictureOf(scaled(mark, SAFE_SCALE)), 432)],
    ['assets/adaptive-monochrome.png', await draw(pictureOf(scaled(cut, SAFE_SCALE)), 432)],
    ['assets/favicon.png', await draw(pictureOf(rounded + scaled(mark, TAB_SCALE)), 48)],
    [DRAWABLE, Buffer.from(drawableOf(outline))],
  ]);
}

const pictureOf = (content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${VIEW} ${VIEW}" width="${VIEW}" height="${VIEW}">${content}</svg>`;

/** Larger or smaller around the middle. */
const scaled = (content: string, scale: number): string => {
  const shift = (VIEW * (1 - scale)) / 2;
  return `<g transform="translate(${shift} ${shift}) scale(${scale})">${content}</g>`;
};

async function draw(svg: string, sizePx: number, { isOpaque = false } = {}): Promise<Buffer> {
  const picture = sharp(Buffer.from(svg)).resize(sizePx, sizePx);
  return (isOpaque ? picture.removeAlpha() : picture).png({ compressionLevel: 9 }).toBuffer();
}

/** Android draws the small icon of a notification from an outline, in any size and in the system's colour. */
const drawableOf = (outline: string): string => `<?xml version="1.0" encoding="utf-8"?>
<!-- Written by \`npm run app-icon\` from assets/icon.svg. -->
<vector xmlns:android="http://schemas.android.com/apk/res/android"
  android:width="24dp"
  android:height="24dp"
  android:viewportWidth="${VIEW}"
  android:viewportHeight="${VIEW}">
  <group android:pivotX="512" android:pivotY="512" android:scaleX="1.14" android:scaleY="1.14">
    <path
      android:fillColor="#ffffff"
      android:fillType="evenOdd"
      android:pathData="${outline}" />
  </group>
</vector>
`;
