import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { decodeHeic } from './decode-heic.ts';
import { isRawName, readEmbeddedPreviews, type EmbeddedPreview } from './embedded-previews.ts';

/** What the decoding process is asked. */
export interface DecodeRequest {
  readonly job: number;
  /** As text; or in base64 where the bytes of the path are no text. */
  readonly path: { readonly kind: 'text' | 'base64'; readonly value: string };
  readonly edgePx: number;
}

/** Undefined: it is no picture that can be shown. */
export interface DecodeAnswer {
  readonly job: number;
  readonly jpeg: Uint8Array | undefined;
}

/** More than the largest sensors of phones and cameras make: 200 megapixels as they come from a phone take 100 MiB. */
const MAX_PIXELS = 270_000_000;
/** What must be in memory whole before anything of it can be shown takes some bytes for each of these. */
const MAX_PIXELS_WHOLE = 60_000_000;
const MAX_SECONDS = 15;
const QUALITY = 78;

// Only what photos are: no SVG, no PDF, nothing that reads other files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadTiff',
    'VipsForeignLoadHeif',
  ],
});
sharp.concurrency(1);
sharp.cache(false);

/** A square JPEG from the middle of a picture, upright. A picture that is cut short shows what there is; of a RAW file, what it carries. */
export async function decodePicture({ path, edgePx }: DecodeRequest): Promise<Uint8Array> {
  const file = path.kind === 'text' ? path.value : Buffer.from(path.value, 'base64');
  const preview = isRawName(file) ? await choosePreview(file, edgePx) : undefined;
  if (preview !== undefined) return shrink(preview.jpeg, edgePx, preview.orientation);
  return shrink(typeof file === 'string' ? file : await readFile(file), edgePx);
}

/** The smallest that is large enough; else the largest that is there. */
async function choosePreview(file: string | Buffer, edgePx: number): Promise<EmbeddedPreview | undefined> {
  let best: EmbeddedPreview | undefined;
  for (const preview of await readEmbeddedPreviews(file)) {
    // What a sensor saw may be packed as a JPEG of a kind that is none for anyone else.
    const facts = await sharp(preview.jpeg, { limitInputPixels: MAX_PIXELS })
      .metadata()
      .catch(() => undefined);
    if (facts === undefined) continue;
    best = preview;
    if (Math.min(facts.width, facts.height) >= edgePx) break;
  }
  return best;
}

async function shrink(input: string | Buffer, edgePx: number, orientation?: number): Promise<Uint8Array> {
  const picture = sharp(input, {
    limitInputPixels: MAX_PIXELS,
    failOn: 'none',
    pages: 1,
    sequentialRead: true,
  });
  const { width, height, format, compression, isProgressive, orientation: own } = await picture.metadata();
  if (format === 'heif' && compression === 'hevc') {
    const file = typeof input === 'string' ? await readFile(input) : input;
    const { data, ...raw } = await decodeHeic(file, MAX_PIXELS_WHOLE);
    return toSquare(sharp(data, { raw: { ...raw, channels: 4 } }), edgePx);
  }
  const isStreamed = (format === 'jpeg' || format === 'png' || format === 'tiff') && !isProgressive;
  if (width * height > MAX_PIXELS_WHOLE && !isStreamed) throw new Error('the picture is too large');
  return toSquare(turn(picture, own === undefined ? orientation : undefined), edgePx);
}

function toSquare(picture: Sharp, edgePx: number): Promise<Uint8Array> {
  return picture
    .timeout({ seconds: MAX_SECONDS })
    .resize(edgePx, edgePx, { fit: 'cover', fastShrinkOnLoad: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

const QUARTER_TURNS: Readonly<Record<number, number>> = { 3: 180, 6: 90, 8: 270 };

/** Upright: as the picture says itself, or as the file around it does. */
function turn(picture: Sharp, orientation: number | undefined): Sharp {
  return orientation === undefined ? picture.autoOrient() : picture.rotate(QUARTER_TURNS[orientation] ?? 0);
}
