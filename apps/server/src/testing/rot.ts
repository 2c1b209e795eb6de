import { open, stat } from 'node:fs/promises';

/** Flips one bit in the middle of a file, as a failing disk does: its size and times stay. */
export async function flipOneBit(file: string): Promise<void> {
  const { size, atime, mtime } = await stat(file);
  const handle = await open(file, 'r+');
  try {
    const byte = Buffer.alloc(1);
    const position = Math.floor(size / 2);
    await handle.read(byte, 0, 1, position);
    byte[0] = (byte[0] ?? 0) ^ 1;
    await handle.write(byte, 0, 1, position);
    await handle.utimes(atime, mtime);
  } finally {
    await handle.close();
  }
}
