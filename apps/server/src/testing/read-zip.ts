import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** An entry of a ZIP as its central directory has it. */
export interface ZipEntry {
  readonly name: string;
  readonly sizeBytes: number;
  /** To a second, from the Info-ZIP timestamp. */
  readonly modifiedAt: Date;
  /** Reads the bytes whole, and fails when their checksum is not the one that is noted. */
  read(): Promise<Buffer>;
}

const MAX_UINT32 = 0xffffffff;

/** Reads a ZIP of stored files, ZIP64 included, strictly enough for tests: by its central directory, as programs do. */
export async function readZip(file: FileHandle): Promise<readonly ZipEntry[]> {
  const at = async (position: number, length: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    if (bytesRead < length) throw new Error(`the archive ends before ${position + length}`);
    return buffer;
  };
  const { size } = await file.stat();
  const end = await at(size - 22, 22);
  expectSignature(end, 0x06054b50);
  let count = end.readUInt16LE(10);
  let position = end.readUInt32LE(16);
  if (position === MAX_UINT32 || count === 0xffff) {
    const locator = await at(size - 42, 20);
    expectSignature(locator, 0x07064b50);
    const end64 = await at(Number(locator.readBigUInt64LE(8)), 56);
    expectSignature(end64, 0x06064b50);
    count = Number(end64.readBigUInt64LE(32));
    position = Number(end64.readBigUInt64LE(48));
  }
  const entries: ZipEntry[] = [];
  for (let n = 0; n < count; n++) {
    const head = await at(position, 46);
    expectSignature(head, 0x02014b50);
    const [nameLength, extraLength] = [head.readUInt16LE(28), head.readUInt16LE(30)];
    const rest = await at(position + 46, nameLength + extraLength);
    position += 46 + nameLength + extraLength + head.readUInt16LE(32);
    if ((head.readUInt16LE(8) & 0x800) === 0) throw new Error('the name is not marked as UTF-8');
    if (head.readUInt16LE(10) !== 0) throw new Error('the file is compressed');
    const extras = readExtras(rest.subarray(nameLength));
    const wide = extras.get(1);
    const sizeBytes =
      head.readUInt32LE(24) === MAX_UINT32 ? Number(wide?.readBigUInt64LE(0)) : head.readUInt32LE(24);
    const start =
      head.readUInt32LE(42) === MAX_UINT32 ? Number(wide?.readBigUInt64LE(16)) : head.readUInt32LE(42);
    entries.push({
      name: rest.toString('utf8', 0, nameLength),
      sizeBytes,
      modifiedAt: new Date((extras.get(0x5455)?.readInt32LE(1) ?? Number.NaN) * 1000),
      read: async () => {
        const local = await at(start, 30);
        expectSignature(local, 0x04034b50);
        const bytes = await at(start + 30 + local.readUInt16LE(26) + local.readUInt16LE(28), sizeBytes);
        if (crc32(bytes) !== head.readUInt32LE(16))
          throw new Error('the bytes are not the ones that are noted');
        return bytes;
      },
    });
  }
  return entries;
}

function readExtras(extras: Buffer): ReadonlyMap<number, Buffer> {
  const byTag = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= extras.length; at += 4 + extras.readUInt16LE(at + 2))
    byTag.set(extras.readUInt16LE(at), extras.subarray(at + 4, at + 4 + extras.readUInt16LE(at + 2)));
  return byTag;
}

function expectSignature(bytes: Buffer, signature: number): void {
  if (bytes.readUInt32LE(0) !== signature) throw new Error(`no ${signature.toString(16)} where one belongs`);
}
