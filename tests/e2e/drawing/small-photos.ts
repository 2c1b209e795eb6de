import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const EDGE = 384;

/** The photos of a library as square JPEGs; what cannot be decoded is left out, and so are pictures of phone screens. */
export async function readSmallPhotos(library: string): Promise<readonly Uint8Array[]> {
  const files = (await readdir(library, { recursive: true }))
    .sort()
    .filter((file) => !/screenshot/i.test(file));
  const photos: Uint8Array[] = [];
  for (const file of files) {
    const small = sharp(join(library, file)).autoOrient().resize(EDGE, EDGE).jpeg({ quality: 82 });
    const bytes = await small.toBuffer().catch(() => undefined);
    if (bytes !== undefined) photos.push(bytes);
  }
  return photos;
}
