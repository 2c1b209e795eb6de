import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancelSource, type AlbumId, type AssetId, type AssetRecord } from '@keepsake/engine';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolderLibrary } from '../../device/folder-library.ts';
import { openPictureCache } from './picture-cache.ts';
import { openPictureDecoder, type PictureDecoder } from './picture-decoder.ts';
import { Thumbnails, type Thumbnail } from './thumbnails.ts';

const live = new CancelSource();

const tiny = (green: number) =>
  sharp({ create: { width: 16, height: 16, channels: 3, background: { r: 9, g: green, b: 9 } } });
const tinyJpeg = (seed: number): Promise<Buffer> =>
  tiny(seed * 20)
    .jpeg()
    .toBuffer();
const tinyPng = (): Promise<Buffer> => tiny(99).png().toBuffer();

describe('thumbnails', () => {
  let folder: string;
  let library: string;
  let decoder: PictureDecoder;
  let decoded: number;
  let thumbnails: Thumbnails;
  /** What the ledger knows, by id. */
  const known = new Map<AssetId, AssetRecord>();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keepsake-thumbnails-'));
    library = join(folder, 'Photos');
    await mkdir(library);
    decoder = openPictureDecoder();
    decoded = 0;
    known.clear();
    thumbnails = new Thumbnails({
      host: {
        files: openFolderLibrary([library]),
        controller: {
          listAssets: async (query) =>
            query.kind === 'by-id' ? query.ids.flatMap((id) => known.get(id) ?? []) : [],
        },
        reports: { findNewestPictures: async (_album, limit) => [...known.keys()].slice(0, limit) },
      },
      cache: openPictureCache(join(folder, 'cache'), 1_000_000),
      decoder: {
        ...decoder,
        decode: (...asked) => {
          decoded += 1;
          return decoder.decode(...asked);
        },
      },
    });
  });
  afterEach(async () => {
    decoder.close();
    await rm(folder, { recursive: true });
  });

  const add = async (
    name: string,
    bytes: Uint8Array,
    facts: Partial<AssetRecord['asset']> = {},
  ): Promise<AssetId> => {
    const id = join(library, name) as AssetId;
    await writeFile(id, bytes);
    note(id, facts);
    return id;
  };
  const note = (id: AssetId, facts: Partial<AssetRecord['asset']> = {}): void => {
    known.set(id, {
      albumIds: ['everything'],
      asset: { id, kind: 'image', isInCloud: false, ...facts },
    } as unknown as AssetRecord);
  };
  const look = (id: AssetId, edgePx = 96): Promise<Thumbnail> => thumbnails.ofAsset(id, edgePx, live);
  const kindOf = async (id: AssetId): Promise<string> => (await look(id)).kind;
  const sizeOf = async (thumbnail: Thumbnail): Promise<unknown> => {
    if (thumbnail.kind !== 'picture') return thumbnail.kind;
    const { format, width, height } = await sharp(thumbnail.jpeg).metadata();
    return { format, width, height };
  };
  const wide = sharp({ create: { width: 900, height: 300, channels: 3, background: '#336699' } });

  it('are square, upright and a little larger than asked, of every usual kind of photo', async () => {
    for (const [name, bytes] of [
      ['a.jpg', await wide.clone().jpeg().toBuffer()],
      ['a.png', await wide.clone().png().toBuffer()],
      ['a.webp', await wide.clone().webp().toBuffer()],
      ['a.gif', await wide.clone().gif().toBuffer()],
      ['a.tiff', await wide.clone().tiff().toBuffer()],
      ['a.avif', await wide.clone().avif({ effort: 0 }).toBuffer()],
      ['tiny.jpg', await tinyJpeg(1)],
      ['tiny.png', await tinyPng()],
    ] as const) {
      const picture = await look(await add(name, bytes), 100);
      expect([name, await sizeOf(picture)]).toEqual([name, { format: 'jpeg', width: 192, height: 192 }]);
    }
    // The left half is red; turned by its orientation, the top is.
    const halves = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#0000ff' } })
      .composite([
        { input: { create: { width: 20, height: 40, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
      ])
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const turned = await look(await add('turned.jpg', halves));
    if (turned.kind !== 'picture') throw new Error(turned.kind);
    const pixels = await sharp(turned.jpeg).raw().toBuffer();
    expect(pixels[(4 * 96 + 80) * 3]).toBeGreaterThan(200);
    expect(pixels[(90 * 96 + 10) * 3]).toBeLessThan(60);
  });

  it('of a RAW file are the JPEG that it carries, upright', async () => {
    // The left half is red; turned by the orientation of the file around it, the top is.
    const jpeg = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#0000ff' } })
      .composite([
        {
          input: { create: { width: 200, height: 300, channels: 3, background: '#ff0000' } },
          left: 0,
          top: 0,
        },
      ])
      .jpeg()
      .toBuffer();
    const small = await sharp(jpeg).resize(16).jpeg().toBuffer();
    for (const name of ['a.NEF', 'a.cr2', 'a.dng']) {
      const turned = await look(await add(name, rawFile({ jpeg, small, orientation: 6 })));
      if (turned.kind !== 'picture') throw new Error(`${name}: ${turned.kind}`);
      const pixels = await sharp(turned.jpeg).raw().toBuffer();
      expect(pixels[(4 * 96 + 48) * 3]).toBeGreaterThan(200);
      expect(pixels[(90 * 96 + 48) * 3]).toBeLessThan(60);
    }
    const raf = Buffer.alloc(160 + jpeg.byteLength);
    raf.write('FUJIFILMCCD-RAW ');
    raf.writeUInt32BE(160, 84);
    raf.writeUInt32BE(jpeg.byteLength, 88);
    jpeg.copy(raf, 160);
    expect(await kindOf(await add('a.raf', raf))).toBe('picture');
  });

  it('of a RAW file that lies are none, and soon', async () => {
    const jpeg = await tinyJpeg(1);
    const circle = rawFile({ jpeg, small: jpeg, orientation: 1, nextDirectory: 8 });
    expect(await kindOf(await add('circle.nef', circle))).toBe('picture');
    const beyond = rawFile({ jpeg, small: jpeg, orientation: 1 });
    beyond.writeUInt32LE(0xfffffff0, 4);
    expect(await kindOf(await add('beyond.nef', beyond))).toBe('no-picture');
    expect(await kindOf(await add('nothing.nef', Buffer.from('II*\0')))).toBe('no-picture');
  });

  it('are made once for each version, and kept on disk', async () => {
    const id = await add('a.jpg', await wide.clone().jpeg().toBuffer());
    const first = await look(id);
    expect(await look(id)).toMatchObject({
      kind: 'picture',
      etag: first.kind === 'picture' ? first.etag : '',
    });
    expect(decoded).toBe(1);
    await writeFile(id, await tinyJpeg(2));
    const second = await look(id);
    expect(decoded).toBe(2);
    expect(second).not.toEqual(first);
  });

  it('are not made of what has none, nor of what the ledger does not know, nor of what is in a cloud', async () => {
    expect(await kindOf(await add('film.mp4', Buffer.from('a film'), { kind: 'video' }))).toBe('no-picture');
    expect(await kindOf(await add('cloud.jpg', await tinyJpeg(1), { isInCloud: true }))).toBe('no-picture');
    const text = await add('text.jpg', Buffer.from('this is no picture'));
    expect([await kindOf(text), await kindOf(text), decoded]).toEqual(['no-picture', 'no-picture', 1]);
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    expect(await kindOf(await add('drawing.svg', Buffer.from(svg)))).toBe('no-picture');
    expect(await kindOf(await add('cut.jpg', (await wide.clone().jpeg().toBuffer()).subarray(0, 700)))).toBe(
      'picture',
    );

    await writeFile(join(folder, 'beside.jpg'), await tinyJpeg(1));
    const beside = join(folder, 'beside.jpg') as AssetId;
    expect(await kindOf(beside)).toBe('unknown');
    // Known from another library, and not in the folders of this one.
    note(beside);
    expect(await kindOf(beside)).toBe('unknown');
    const gone = await add('gone.jpg', await tinyJpeg(1));
    await rm(gone);
    expect(await kindOf(gone)).toBe('unknown');
    await symlink('/dev/zero', join(library, 'endless.jpg'));
    note(join(library, 'endless.jpg') as AssetId);
    expect(await kindOf(join(library, 'endless.jpg') as AssetId)).toBe('unknown');
  });

  it('take a hostile file for no picture, and the next one is shown all the same', async () => {
    // 60,000 × 60,000 pixels in a few bytes: a header that lies.
    const bomb = Buffer.from(await tinyPng());
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(await kindOf(await add('bomb.png', bomb))).toBe('no-picture');
    // What unfolds in memory as a whole is held to less than what is read line by line.
    const huge = sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } });
    expect(
      await kindOf(await add('whole.jpg', await huge.clone().jpeg({ progressive: true }).toBuffer())),
    ).toBe('no-picture');
    expect(await kindOf(await add('lines.jpg', await huge.clone().jpeg().toBuffer()))).toBe('picture');
    expect(await kindOf(await add('after.jpg', await tinyJpeg(3)))).toBe('picture');
  });

  it.runIf(process.platform === 'linux')(
    'outlive the end of their decoder, whatever ended it, and those beside it are shown all the same',
    async () => {
      /** Has it decode something, and ends it in the middle. */
      const endItWhile = async (...names: readonly string[]): Promise<readonly string[]> => {
        expect(await kindOf(await add(`before ${names.join()}.jpg`, await tinyJpeg(1)))).toBe('picture');
        const [child = Number.NaN] = await childrenOf(process.pid);
        process.kill(child, 'SIGSTOP');
        const ids = await Promise.all(names.map(async (name) => add(name, await tinyJpeg(2))));
        const before = decoded;
        const under = ids.map(kindOf);
        while (decoded < before + ids.length) await new Promise((resolve) => setImmediate(resolve));
        process.kill(child, 'SIGKILL');
        return Promise.all(under);
      };
      expect(await endItWhile('one.jpg', 'two.jpg')).toEqual(['picture', 'picture']);
      // One that is alone when it happens is what did it.
      expect(await endItWhile('three.jpg')).toEqual(['no-picture']);
      expect(await kindOf(await add('after.jpg', await tinyJpeg(4)))).toBe('picture');
    },
  );

  it('are not made for whoever scrolled on', async () => {
    const id = await add('a.jpg', await tinyJpeg(5));
    const gone = new CancelSource();
    const asked = thumbnails.ofAsset(id, 96, gone);
    gone.cancel();
    await expect(asked).rejects.toBe(gone.reason);
  });

  it('of an album are those of its newest photo that can be shown', async () => {
    await add('newest.jpg', Buffer.from('this is no picture'));
    await add('next.jpg', await tinyJpeg(1));
    expect((await thumbnails.ofAlbum('everything' as AlbumId, 96, live)).kind).toBe('picture');
    known.clear();
    expect((await thumbnails.ofAlbum('everything' as AlbumId, 96, live)).kind).toBe('unknown');
  });

  it('of an album are looked for beyond a whole series that cannot be shown, but not in all of it', async () => {
    for (let index = 0; index < 20; index += 1) await add(`${index}.jpg`, Buffer.from('no picture'));
    await add('older.jpg', await tinyJpeg(1));
    expect((await thumbnails.ofAlbum('everything' as AlbumId, 96, live)).kind).toBe('picture');
    known.clear();
    for (let index = 0; index < 100; index += 1) await add(`${index}.jpg`, Buffer.from('no picture'));
    decoded = 0;
    expect((await thumbnails.ofAlbum('everything' as AlbumId, 96, live)).kind).toBe('no-picture');
    expect(decoded).toBeLessThan(50);
  });
});

/** A TIFF as cameras write it: what the sensor saw is left out, and two pictures of it are there. */
function rawFile({
  jpeg,
  small,
  orientation,
  nextDirectory,
}: {
  readonly jpeg: Buffer;
  readonly small: Buffer;
  readonly orientation: number;
  readonly nextDirectory?: number;
}): Buffer {
  const [first, second, bytes] = [8, 100, 200];
  const file = Buffer.alloc(bytes + jpeg.byteLength + small.byteLength);
  file.write('II');
  file.writeUInt16LE(42, 2);
  file.writeUInt32LE(first, 4);
  const directory = (
    at: number,
    next: number,
    entries: readonly (readonly [number, number, number])[],
  ): void => {
    file.writeUInt16LE(entries.length, at);
    for (const [index, [tag, type, value]] of entries.entries()) {
      const entry = at + 2 + index * 12;
      file.writeUInt16LE(tag, entry);
      file.writeUInt16LE(type, entry + 2);
      file.writeUInt32LE(1, entry + 4);
      file.writeUInt32LE(value, entry + 8);
    }
    file.writeUInt32LE(next, at + 2 + entries.length * 12);
  };
  directory(first, nextDirectory ?? second, [
    [0x103, 3, 6],
    [0x111, 4, bytes],
    [0x112, 3, orientation],
    [0x117, 4, jpeg.byteLength],
  ]);
  directory(second, 0, [
    [0x201, 4, bytes + jpeg.byteLength],
    [0x202, 4, small.byteLength],
  ]);
  jpeg.copy(file, bytes);
  small.copy(file, bytes + jpeg.byteLength);
  return file;
}

describe('the cache of pictures', () => {
  it('forgets what was used longest ago before it grows too large, and everything when it is told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keepsake-cache-'));
    const key = (index: number): string => index.toString(16).padStart(64, '0');
    const fill = openPictureCache(folder, 1_000_000);
    for (let index = 0; index < 20; index += 1) await fill.put(key(index), new Uint8Array(100).fill(index));
    const now = new Date(Date.now() + 60_000);
    await utimes(join(folder, '00', key(3)), now, now);
    const cache = openPictureCache(folder, 1_000);
    await cache.put(key(99), new Uint8Array(100));
    expect((await readdir(join(folder, '00'))).length).toBeLessThanOrEqual(8);
    expect(await cache.get(key(3))).toEqual(Buffer.alloc(100, 3));
    expect(await cache.get(key(0))).toBeUndefined();
    await cache.clear();
    expect(await cache.get(key(3))).toBeUndefined();
    await rm(folder, { recursive: true, force: true });
  });
});

/** The decoders that this process has started; as Linux tells it. */
async function childrenOf(pid: number): Promise<readonly number[]> {
  const children: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const words = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]) === pid && words.includes('decoder-process'))
      children.push(Number(name));
  }
  return children;
}
