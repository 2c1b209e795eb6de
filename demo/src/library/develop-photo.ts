import sharp from 'sharp';
import type { Exif, Sharp } from 'sharp';
import { createChance } from './chance.ts';
import { paintScene } from './scenes/stage.ts';
import type { Scene } from './scenes/stage.ts';

/** The formats that the library's photos come in. */
export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'avif';

/** How a scene becomes a picture file. */
export interface Development {
  readonly scene: Scene;
  readonly seed: string;
  readonly shape: 'landscape' | 'portrait' | 'phone screen';
  /** Pixels of the longer side. */
  readonly longSide: number;
  readonly format: PhotoFormat;
  readonly exif?: Exif;
  /** Stored lying on its side, with the EXIF orientation that a viewer turns upright: as phones do. */
  readonly turned?: boolean;
  /** Film grain, which keeps a photo from looking drawn. A screenshot has none. */
  readonly grain: boolean;
}

const SHAPES = {
  landscape: { width: 1600, height: 1200 },
  portrait: { width: 1200, height: 1600 },
  'phone screen': { width: 1080, height: 2340 },
} as const;

/** Renders, grains and encodes a picture. Equal developments give equal bytes on one machine. */
export async function developPhoto(development: Development): Promise<Uint8Array> {
  const { scene, seed, shape, longSide, format, exif, turned = false, grain } = development;
  const sheet = SHAPES[shape];
  const width = Math.round((longSide * sheet.width) / Math.max(sheet.width, sheet.height));
  // Vector pictures are costly to render and lose nothing by being enlarged a little.
  const pixelWidth = grain ? Math.round(width * 0.64) : width;
  const svg = paintScene(scene, seed, { ...sheet, moment: 0.5, pixelWidth });
  let rendering = sharp(Buffer.from(svg)).removeAlpha();
  if (turned) rendering = rendering.rotate(270);
  const { data, info } = await rendering.raw().toBuffer({ resolveWithObject: true });
  let picture = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
  if (grain) {
    const enlarged = await picture
      .resize({ width: turned ? undefined : width, height: turned ? width : undefined, kernel: 'linear' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    addGrain(enlarged.data, seed);
    picture = sharp(enlarged.data, {
      raw: { width: enlarged.info.width, height: enlarged.info.height, channels: 3 },
    });
  }
  if (exif !== undefined) picture = picture.withMetadata({ orientation: turned ? 6 : 1 }).withExif(exif);
  return encode(picture, format).toBuffer();
}

function encode(picture: Sharp, format: PhotoFormat): Sharp {
  switch (format) {
    case 'jpeg':
      return picture.jpeg({ quality: 88 });
    case 'png':
      return picture.png({ compressionLevel: 7 });
    case 'webp':
      return picture.webp({ quality: 82, effort: 1 });
    case 'avif':
      return picture.heif({ compression: 'av1', quality: 58, effort: 0 });
  }
}

const GRAIN_LENGTH = 1 << 16;

/** Adds the same small change to a pixel's three channels, so that grain is bright or dark and never coloured. */
function addGrain(pixels: Uint8Array, seed: string): void {
  const chance = createChance(`grain of ${seed}`);
  const grain = Int8Array.from({ length: GRAIN_LENGTH }, () =>
    Math.round(chance.between(-2.8, 2.8) + chance.between(-2.8, 2.8)),
  );
  // A stride that is coprime to the length walks the grain in a different order on each row.
  let at = 0;
  for (let index = 0; index < pixels.length; index += 3) {
    at = (at + 1 + ((index >>> 12) & 6)) & (GRAIN_LENGTH - 1);
    const change = grain[at] ?? 0;
    for (let channel = index; channel < index + 3; channel++) {
      const value = (pixels[channel] ?? 0) + change;
      pixels[channel] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}
