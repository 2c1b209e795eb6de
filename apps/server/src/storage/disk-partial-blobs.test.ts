import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loseBytes } from '../testing/lose-bytes.ts';
import { DiskPartialBlobs } from './disk-partial-blobs.ts';
import { NotDurable } from './not-durable.ts';

const ID = '0123456789abcdef0123456789abcdef';
const MEBIBYTE = Buffer.alloc(1024 * 1024, 'x');

let folder: string;
let blobs: DiskPartialBlobs;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keepsake-partials-'));
  blobs = new DiskPartialBlobs(folder);
  await blobs.create(ID);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

it('[H1][H11] does not trust bytes that could not be made durable once, though the disk calls the next sync a success', async () => {
  await loseBytes('datasync');
  await expect(blobs.sizeOf(ID)).rejects.toThrow(NotDurable);
  await expect(blobs.sizeOf(ID)).rejects.toThrow(NotDurable);
  await blobs.remove(ID);
  await blobs.create(ID);
  expect(await blobs.sizeOf(ID)).toBe(0);
});

it('[H1][H11] hears of bytes that were lost on the way, also when something else ended the request', async () => {
  const hasLost = await loseBytes('datasync');
  const writer = await blobs.append(ID, () => undefined);
  while (!hasLost()) {
    const isTaken = await new Promise<boolean>((resolve) =>
      writer.writable.write(MEBIBYTE, (error) => resolve(!error)),
    );
    if (!isTaken) break;
  }
  await expect(writer.close()).rejects.toThrow(NotDurable);
  await expect(blobs.sizeOf(ID)).rejects.toThrow(NotDurable);
});
