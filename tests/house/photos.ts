import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Buffer } from 'node:buffer';

/** Bytes that begin as a photo does and differ with the seed. Nobody on the way looks further than at a file's name. */
export function photo(seed: number, sizeBytes = 400): Uint8Array {
  const bytes = Buffer.alloc(sizeBytes, seed % 251);
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  bytes.writeUInt32BE(seed, 4);
  return bytes;
}

/** Writes files below a folder, by their paths in it; folders are made. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** Writes so many different photos, `IMG_0001.jpg` and on. */
export async function writePhotos(folder: string, count: number, firstSeed = 1): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    await writeFile(join(folder, `IMG_${String(seed).padStart(4, '0')}.jpg`), photo(seed));
  }
}

export function sha1(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}

/** The SHA-1 of every file below a folder, sorted; two equal files are there twice. */
export async function checksumsBelow(folder: string): Promise<readonly string[]> {
  const checksums = [];
  for (const file of await filesBelow(folder)) checksums.push(sha1(await readFile(file)));
  return checksums.sort();
}

/** Every file below a folder, as bytes: a name need not be UTF-8. */
export async function filesBelow(folder: string | Buffer): Promise<readonly Buffer[]> {
  const found: Buffer[] = [];
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  for (const entry of entries) {
    const path = Buffer.concat([Buffer.from(folder), Buffer.from('/'), entry.name]);
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else found.push(path);
  }
  return found;
}
