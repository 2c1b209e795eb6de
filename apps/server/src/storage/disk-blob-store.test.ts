import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorCodeOf } from '../errors/server-error.ts';
import { filesBelow } from '../testing/files-below.ts';
import { sha1 } from '../testing/test-client.ts';
import type { StagedBlob } from './blob-store.ts';
import { DirectorySync } from './directory-sync.ts';
import { DiskBlobStore } from './disk-blob-store.ts';

describe('DiskBlobStore', () => {
  let folder: string;
  let store: DiskBlobStore;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keepsake-blobs-'));
    const folders = {
      originalsDir: path.join(folder, 'originals'),
      stagingDir: path.join(folder, 'staging'),
    };
    await mkdir(folders.originalsDir);
    await mkdir(folders.stagingDir);
    store = new DiskBlobStore(folders);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const all = () => filesBelow(folder);
  async function staged(content: Iterable<Uint8Array | string>): Promise<StagedBlob> {
    const blob = await store.stage();
    await pipeline(Readable.from(content), blob.writable);
    return blob;
  }

  it('[H1] keeps exactly the bytes that it was given, and knows their size and checksum', async () => {
    const chunks = Array.from({ length: 200 }, (_, n) => Buffer.alloc(n * 97, n));
    const blob = await staged(chunks);
    const whole = Buffer.concat(chunks);
    expect(blob.sizeBytes).toBe(whole.length);
    expect(blob.checksum()).toBe(sha1(whole));
    expect(await store.commit(blob, 'ada/2024/05/a.jpg', new Date(1_000_000_000_000))).toBe('committed');
    expect(await readFile(path.join(folder, 'originals/ada/2024/05/a.jpg'))).toEqual(whole);
    await blob.discard();
    expect(await all()).toEqual(['originals/ada/2024/05/a.jpg']);
  });

  it('[H1] makes a folder anew whose own entry the disk did not take', async () => {
    const folders = {
      originalsDir: path.join(folder, 'originals'),
      stagingDir: path.join(folder, 'staging'),
    };
    let failures = 1;
    const sync = new DirectorySync(async (directory) => {
      if (directory === folders.originalsDir && (failures -= 1) === 0)
        throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    });
    store = new DiskBlobStore(folders, sync);
    const commit = store.commit(await staged(['a']), 'ada/2024/a.jpg', new Date());
    await expect(commit).rejects.toMatchObject({ code: 'unavailable' });
    expect(await readdir(folders.originalsDir)).toEqual([]);
    expect(await store.commit(await staged(['a']), 'ada/2024/a.jpg', new Date())).toBe('committed');
  });

  it('[H1] answers nobody whose folder was lost by the sync of somebody else', async () => {
    const root = path.join(folder, 'originals');
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let failures = 1;
    const sync = new DirectorySync(async (directory) => {
      if (directory === path.join(root, 'ada')) await held;
      if (directory === root && (failures -= 1) === 0)
        throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    });
    store = new DiskBlobStore({ originalsDir: root, stagingDir: path.join(folder, 'staging') }, sync);
    const ada = store.commit(await staged(['a']), 'ada/2024/a.jpg', new Date());
    ada.catch(() => undefined);
    await expect.poll(() => readdir(root)).toContain('ada');
    await chmod(path.join(root, 'ada'), 0o711);
    await expect(sync.sync(root)).rejects.toThrow('input/output error');
    // It finds ada's folder there, and must not trust it.
    const other = store.commit(await staged(['b']), 'ada/2025/b.jpg', new Date());
    letGo();
    await expect(ada).rejects.toMatchObject({ code: 'unavailable' });
    expect(await other).toBe('committed');
    expect(await filesBelow(root)).toEqual(['ada/2025/b.jpg']);
    // It is another folder than that one.
    expect((await stat(path.join(root, 'ada'))).mode & 0o777).not.toBe(0o711);
  });

  it('[H1] answers nobody before the folders above a new one are durable, whoever made them', async () => {
    const folders = {
      originalsDir: path.join(folder, 'originals'),
      stagingDir: path.join(folder, 'staging'),
    };
    const synced: string[] = [];
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const root = folders.originalsDir;
    const sync = new DirectorySync(async (directory) => {
      if (directory === root) await held;
      synced.push(path.relative(root, directory));
    });
    store = new DiskBlobStore(folders, sync);
    await mkdir(path.join(root, 'ada/2024'), { recursive: true });
    const blobs = await Promise.all([staged(['a']), staged(['b'])]);
    let answered = 0;
    const commits = blobs.map((blob, n) =>
      store.commit(blob, `ada/2024/05/${n}.jpg`, new Date(0)).then(() => answered++),
    );
    await expect.poll(() => synced).toContain('ada');
    expect(answered).toBe(0);
    letGo();
    await Promise.all(commits);
    expect(new Set(synced)).toEqual(new Set(['', 'ada', 'ada/2024', 'ada/2024/05']));
    expect(synced.indexOf('')).toBeLessThan(synced.indexOf('ada/2024/05'));
  });

  it('[H7] never overwrites, and lets a refused blob take another path', async () => {
    await mkdir(path.join(folder, 'originals/ada'));
    await writeFile(path.join(folder, 'originals/ada/a.jpg'), 'first');
    const blob = await staged(['second']);
    expect(await store.commit(blob, 'ada/a.jpg', new Date(0))).toBe('taken');
    expect(await store.commit(blob, 'ada/b.jpg', new Date(0))).toBe('committed');
    expect(await readFile(path.join(folder, 'originals/ada/a.jpg'), 'utf8')).toBe('first');
    expect(await readFile(path.join(folder, 'originals/ada/b.jpg'), 'utf8')).toBe('second');
  });

  it('[H7] commits one of two that want the same path at once', async () => {
    const blobs = await Promise.all([staged(['a']), staged(['b'])]);
    const outcomes = await Promise.all(blobs.map((blob) => store.commit(blob, 'x/y/z.jpg', new Date(0))));
    expect(outcomes.sort()).toEqual(['committed', 'taken']);
  });

  it('[H7] lets no path out of its folder', async () => {
    const blob = await staged(['x']);
    await expect(store.commit(blob, '../outside.jpg', new Date(0))).rejects.toThrow('escapes');
    await expect(store.open('../staging')).rejects.toThrow('escapes');
    await expect(store.remove('a/../../staging')).rejects.toThrow('escapes');
  });

  it('[H9] leaves nothing of a blob that is given up, however far it came', async () => {
    const [fresh, written, closed] = [await store.stage(), await staged(['x']), await staged(['y'])];
    fresh.writable.write('half');
    await mkdir(path.join(folder, 'originals/ada'));
    await writeFile(path.join(folder, 'originals/ada/a.jpg'), 'first');
    await store.commit(closed, 'ada/a.jpg', new Date(0));
    for (const blob of [fresh, written, closed]) {
      await blob.discard();
      await blob.discard();
    }
    expect(await all()).toEqual(['originals/ada/a.jpg']);
  });

  it('[H9] leaves nothing when a commit fails', async () => {
    await writeFile(path.join(folder, 'originals/ada'), 'a file where a folder is needed');
    const blob = await staged(['x']);
    const failure = await store.commit(blob, 'ada/a.jpg', new Date(0)).catch(errorCodeOf);
    expect(failure).toBe('unavailable');
    expect(await all()).toEqual(['originals/ada']);
  });

  it('reads a part, lists, removes, and tells what is missing', async () => {
    await store.commit(await staged(['0123456789']), 'a/b.jpg', new Date(0));
    await store.commit(await staged(['x']), 'a/c/d.jpg', new Date(0));
    const blob = await store.open('a/b.jpg');
    expect(blob.sizeBytes).toBe(10);
    const text = await blob.read({ start: 2, end: 4 }).toArray();
    expect(Buffer.concat(text).toString()).toBe('234');
    const listed: string[] = [];
    for await (const name of store.list()) listed.push(name);
    expect(listed.sort()).toEqual(['a/b.jpg', 'a/c/d.jpg']);
    await store.remove('a/b.jpg');
    await store.remove('a/b.jpg');
    expect(await store.open('a/b.jpg').catch(errorCodeOf)).toBe('not-found');
  });
});
