import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskBlobStore } from '../storage/disk-blob-store.ts';
import { readZip } from '../testing/read-zip.ts';
import { createZipArchive } from './zip-archive.ts';

const GIB = 1024 ** 3;
const ZEROS = Buffer.alloc(1024 * 1024);

describe('a ZIP archive', () => {
  let folder: string;
  let store: DiskBlobStore;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keepsake-zip-'));
    const [originalsDir, stagingDir] = [path.join(folder, 'originals'), path.join(folder, 'staging')];
    for (const made of [originalsDir, stagingDir]) await mkdir(made);
    store = new DiskBlobStore({ originalsDir, stagingDir });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Writes what is not zero, and leaves holes for the rest: so four gigabytes take no room and no time. */
  async function writeWithHoles(stream: NodeJS.ReadableStream, file: string): Promise<number> {
    const handle = await open(file, 'w');
    let position = 0;
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        const at = position;
        position += chunk.length;
        if (chunk.equals(ZEROS.subarray(0, chunk.length))) return done();
        handle.write(chunk, 0, chunk.length, at).then(() => done(), done);
      },
    });
    try {
      await pipeline(stream, sink);
      await handle.truncate(position);
    } finally {
      await handle.close();
    }
    return position;
  }

  // Half a minute of checksums: to be run with KEEPSAKE_SLOW_TESTS=1 when the archive or its library changes.
  const itWhenSlowIsFine = it.runIf(process.env['KEEPSAKE_SLOW_TESTS'] === '1');
  itWhenSlowIsFine(
    'holds more than 4 GiB in a file, and what comes after it, in bounded memory',
    async () => {
      const sizeBytes = 4 * GIB + 1;
      const large = await open(path.join(folder, 'originals/large.mp4'), 'w');
      await large.truncate(sizeBytes);
      await large.close();
      await writeFile(path.join(folder, 'originals/small.jpg'), 'small');
      const modifiedAt = new Date('2024-05-06T07:08:09Z');
      const archive = createZipArchive(store, [
        { path: 'large.mp4', name: 'large.mp4', sizeBytes, modifiedAt },
        { path: 'small.jpg', name: 'small.jpg', sizeBytes: 5, modifiedAt },
      ]);
      const file = path.join(folder, 'archive.zip');
      let mostBytes = 0;
      const before = process.memoryUsage.rss();
      const watch = setInterval(
        () => (mostBytes = Math.max(mostBytes, process.memoryUsage.rss() - before)),
        50,
      );
      const written = await writeWithHoles(archive.stream, file).finally(() => clearInterval(watch));
      expect(written).toBe(archive.sizeBytes);
      const handle = await open(file);
      const entries = await readZip(handle);
      expect(entries.map(({ name, sizeBytes: size }) => [name, size])).toEqual([
        ['large.mp4', sizeBytes],
        ['small.jpg', 5],
      ]);
      expect(String(await entries[1]?.read())).toBe('small');
      await handle.close();
      expect(mostBytes).toBeLessThan(100 * 1024 * 1024);
    },
    600_000,
  );

  it('is as long as it said, and whole, when its list of files is long', async () => {
    const modifiedAt = new Date('2024-05-06T07:08:09Z');
    const files = Array.from({ length: 2000 }, (_, n) => ({
      path: `${n}.jpg`,
      name: `IMG_${n}.jpg`,
      sizeBytes: 4,
      modifiedAt,
    }));
    for (const [n, { path: name }] of files.entries())
      await writeFile(path.join(folder, 'originals', name), String(n).padStart(4));
    const archive = createZipArchive(store, files);
    const file = path.join(folder, 'archive.zip');
    expect(await writeWithHoles(archive.stream, file)).toBe(archive.sizeBytes);
    const handle = await open(file);
    try {
      const entries = await readZip(handle);
      expect(entries.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
      for (const [n, { read }] of entries.entries()) expect(Number(String(await read()))).toBe(n);
    } finally {
      await handle.close();
    }
  });

  it('[H9] fails when a file is gone by the time that its turn comes', async () => {
    await writeFile(path.join(folder, 'originals/short.jpg'), 'short');
    const modifiedAt = new Date(0);
    const archive = createZipArchive(store, [
      { path: 'short.jpg', name: 'short.jpg', sizeBytes: 5, modifiedAt },
      { path: 'gone.jpg', name: 'gone.jpg', sizeBytes: 5, modifiedAt },
    ]);
    await expect(writeWithHoles(archive.stream, path.join(folder, 'archive.zip'))).rejects.toMatchObject({
      code: 'original-missing',
    });
  });
});
