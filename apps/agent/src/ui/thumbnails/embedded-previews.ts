import { open, type FileHandle } from 'node:fs/promises';

/** A JPEG that a camera put into its RAW file. */
export interface EmbeddedPreview {
  readonly jpeg: Buffer;
  /** How the file says that it is to be turned, by EXIF's numbers; undefined: the JPEG says so itself, or nobody. */
  readonly orientation: number | undefined;
}

/** Those that are TIFF inside, and Fujifilm's. Canon's CR3 is a film's container, and is not read. */
const RAW = /\.(3fr|arw|cr2|dng|erf|iiq|kdc|mef|mos|mrw|nef|nrw|orf|pef|raf|raw|rw2|rwl|sr2|srf|srw)$/i;

const MOST_DIRECTORIES = 24;
const MOST_ENTRIES = 400;
const MOST_BYTES = 64 * 1024 * 1024;
const LEAST_BYTES = 200;

const TAG = {
  panasonicJpeg: 0x2e,
  compression: 0x103,
  stripOffset: 0x111,
  orientation: 0x112,
  stripLength: 0x117,
  subDirectories: 0x14a,
  jpegOffset: 0x201,
  jpegLength: 0x202,
} as const;
const JPEG_COMPRESSIONS: readonly (number | undefined)[] = [6, 7];
const SHORT = 3;

/** Whether a file's name says that it is what a sensor saw, which no browser and no usual decoder shows. */
export function isRawName(path: string | Buffer): boolean {
  return RAW.test(path.toString('latin1'));
}

/**
 * The pictures that a RAW file carries of itself, smallest first; none where it has none, or is no such file. Whatever the
 * file says of itself is held to its own size. Errors: those of the file system.
 */
export async function readEmbeddedPreviews(path: string | Buffer): Promise<readonly EmbeddedPreview[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await readAt(file, 0, 96);
    const { places, orientation } = head.toString('latin1').startsWith('FUJIFILM')
      ? { places: [{ offset: head.readUInt32BE(84), length: head.readUInt32BE(88) }], orientation: undefined }
      : await readTiff(file, head);
    const previews: EmbeddedPreview[] = [];
    for (const { offset, length } of places.toSorted((a, b) => a.length - b.length)) {
      if (length < LEAST_BYTES || length > MOST_BYTES || offset + length > size) continue;
      const jpeg = await readAt(file, offset, length);
      if (jpeg.readUInt16BE(0) === 0xffd8) previews.push({ jpeg, orientation });
    }
    return previews;
  } finally {
    await file.close();
  }
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Goes through the directories of a TIFF, those within others too, each once. */
async function readTiff(
  file: FileHandle,
  head: Buffer,
): Promise<{ readonly places: readonly Place[]; readonly orientation: number | undefined }> {
  const order = head.toString('latin1', 0, 2);
  const places: Place[] = [];
  let orientation: number | undefined;
  if (order !== 'II' && order !== 'MM') return { places, orientation };
  const isLittle = order === 'II';
  const u16 = (bytes: Buffer, at: number): number =>
    isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  const u32 = (bytes: Buffer, at: number): number =>
    isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);

  const seen = new Set<number>();
  const waiting = [u32(head, 4)];
  for (let at = waiting.shift(); at !== undefined && seen.size < MOST_DIRECTORIES; at = waiting.shift()) {
    if (at === 0 || seen.has(at)) continue;
    seen.add(at);
    const counted = await readAt(file, at, 2);
    const count = Math.min(MOST_ENTRIES, u16(counted, 0));
    const entries = await readAt(file, at + 2, count * 12 + 4);
    const found = new Map<number, number>();
    for (let index = 0; index < count; index += 1) {
      const entry = entries.subarray(index * 12, index * 12 + 12);
      const [tag, type, length] = [u16(entry, 0), u16(entry, 2), u32(entry, 4)];
      if (tag === TAG.panasonicJpeg) places.push({ offset: u32(entry, 8), length });
      else if (tag === TAG.subDirectories && length > 1) {
        const list = await readAt(file, u32(entry, 8), 4 * Math.min(length, MOST_DIRECTORIES));
        for (let item = 0; item + 4 <= list.byteLength; item += 4) waiting.push(u32(list, item));
      } else if (length === 1) {
        found.set(tag, type === SHORT ? u16(entry, 8) : u32(entry, 8));
      }
    }
    const valueOf = (tag: number): number | undefined => found.get(tag);
    const subDirectory = valueOf(TAG.subDirectories);
    if (subDirectory !== undefined) waiting.push(subDirectory);
    waiting.push(u32(entries, count * 12));
    orientation ??= valueOf(TAG.orientation);
    const isJpeg = JPEG_COMPRESSIONS.includes(valueOf(TAG.compression));
    addPlace(places, valueOf(TAG.jpegOffset), valueOf(TAG.jpegLength));
    if (isJpeg) addPlace(places, valueOf(TAG.stripOffset), valueOf(TAG.stripLength));
  }
  return { places, orientation };
}

function addPlace(places: Place[], offset: number | undefined, length: number | undefined): void {
  if (offset !== undefined && length !== undefined) places.push({ offset, length });
}

/** So many bytes; zeros stand for those that the file does not have. */
async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, offset);
  return bytes;
}
