import { readFile } from 'node:fs/promises';
import sharp from 'sharp';

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

/** A square JPEG from the middle of a picture, upright. A picture that is cut short shows what there is. */
export async function decodePicture({ path, edgePx }: DecodeRequest): Promise<Uint8Array> {
  const input = path.kind === 'text' ? path.value : await readFile(Buffer.from(path.value, 'base64'));
  const picture = sharp(input, {
    limitInputPixels: MAX_PIXELS,
    failOn: 'none',
    pages: 1,
    sequentialRead: true,
  });
  const { width, height, format, isProgressive } = await picture.metadata();
  const isStreamed = (format === 'jpeg' || format === 'png' || format === 'tiff') && !isProgressive;
  if (width * height > MAX_PIXELS_WHOLE && !isStreamed) throw new Error('the picture is too large');
  return picture
    .timeout({ seconds: MAX_SECONDS })
    .autoOrient()
    .resize(edgePx, edgePx, { fit: 'cover', fastShrinkOnLoad: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}
