import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoLibrary } from './demo-library.ts';
import { makeDemoLibrary } from './make-demo-library.ts';

// Sun, beach and balloons take a while to paint, the more so beside other tests.
const PAINTING_TIMEOUT_MS = 180_000;

let home: string;
let folder: string;
let library: DemoLibrary;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'demo-library-'));
  folder = join(home, 'Photos');
  library = await makeDemoLibrary(folder);
}, PAINTING_TIMEOUT_MS);

afterAll(async () => {
  await rm(home, { recursive: true, force: true });
});

describe('the demo library', () => {
  it('has as many files as it says, in its albums and nowhere else', async () => {
    const files = await filesIn(folder);
    expect(files).toHaveLength(library.counts.files);
    for (const { name, files: expected } of library.albums) {
      expect(files.filter((file) => file.startsWith(`${name}/`))).toHaveLength(expected);
    }
    const { images, videos } = library.counts;
    expect(images + videos + library.emptyFiles.length + library.unsupportedFiles.length).toBe(files.length);
    expect(images + videos).toBeGreaterThanOrEqual(60);
    expect(library.counts.assets).toBe(images + videos - library.livePhotos.length);
  });

  it(
    'has images that all decode',
    async () => {
      const images = (await filesIn(folder)).filter(
        (file) => isImage(file) && !library.emptyFiles.includes(file),
      );
      expect(images).toHaveLength(library.counts.images);
      const formats = new Set<string>();
      for (const image of images) {
        const bytes = await readFile(join(folder, image));
        const { format, width, height } = await sharp(bytes, { failOn: 'warning' }).metadata();
        formats.add(format);
        expect(Math.max(width, height), image).toBeGreaterThanOrEqual(1000);
        // Decodes everything, but hands over few pixels.
        const pixels = await sharp(bytes, { failOn: 'warning' }).resize(160).raw().toBuffer();
        expect(new Set(pixels).size, image).toBeGreaterThan(40);
      }
      expect([...formats].sort()).toEqual(['heif', 'jpeg', 'png', 'webp']);
    },
    PAINTING_TIMEOUT_MS,
  );

  it('has videos of H.264 with frames, whose date is that of the file', async () => {
    const videos = (await filesIn(folder)).filter((file) => /\.(mp4|mov)$/i.test(file));
    expect(videos).toHaveLength(library.counts.videos);
    for (const video of videos) {
      const bytes = await readFile(join(folder, video));
      const brand = bytes.toString('latin1', 4, 12);
      expect(brand, video).toBe(video.endsWith('.MOV') ? 'ftypqt  ' : 'ftypmp42');
      expect(bytes.includes('avcC'), video).toBe(true);
      const frames = bytes.readUInt32BE(bytes.indexOf('stsz') + 12);
      expect(frames, video).toBe(video.endsWith('.MOV') ? 24 : 36);
      const createdAt = bytes.readUInt32BE(bytes.indexOf('mvhd') + 8) - 2_082_844_800;
      expect(createdAt * 1000, video).toBe((await stat(join(folder, video))).mtimeMs);
    }
  });

  it('has photos whose EXIF says the time that their modified time says', async () => {
    const years = new Set<number>();
    let turned = 0;
    let withExif = 0;
    for (const file of (await filesIn(folder)).filter(
      (name) => /^(Camera|Sardinia)/.test(name) && isImage(name),
    )) {
      if (library.emptyFiles.includes(file)) continue;
      const { exif, orientation } = await sharp(join(folder, file)).metadata();
      const text = exif?.toString('latin1') ?? '';
      const [, date, time] = /(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)/.exec(text) ?? [];
      const [offset] = /[+-]\d\d:\d\d/.exec(text) ?? [];
      const takenAt = new Date(`${date?.replaceAll(':', '-') ?? ''}T${time ?? ''}${offset ?? ''}`);
      expect(takenAt, file).toEqual((await stat(join(folder, file))).mtime);
      expect(text).toMatch(/Lumen|Kodiak/);
      years.add(takenAt.getFullYear());
      withExif += 1;
      if (orientation === 6) turned += 1;
    }
    expect(withExif).toBeGreaterThan(50);
    expect(turned).toBeGreaterThan(3);
    expect([...years].sort((a, b) => a - b)).toEqual([2009, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025]);
  });

  it('has no EXIF in what came through a messenger', async () => {
    for (const file of (await filesIn(folder)).filter((name) => name.startsWith('WhatsApp'))) {
      expect((await sharp(join(folder, file)).metadata()).exif, file).toBeUndefined();
    }
  });

  it('has Live Photos: a still and a motion part of one name in one folder', async () => {
    const files = await filesIn(folder);
    expect(library.livePhotos.length).toBeGreaterThanOrEqual(3);
    expect(library.livePhotos.some(({ still }) => still.endsWith('.HEIC'))).toBe(true);
    for (const { still, motion } of library.livePhotos) {
      expect(files).toEqual(expect.arrayContaining([still, motion]));
      expect(motion.replace(/\.MOV$/, '')).toBe(still.replace(/\.(JPG|HEIC)$/, ''));
    }
  });

  it('has equal files where it says, and nowhere else', async () => {
    const pathsByDigest = new Map<string, string[]>();
    for (const file of await filesIn(folder)) {
      const digest = createHash('sha1')
        .update(await readFile(join(folder, file)))
        .digest('hex');
      pathsByDigest.set(digest, [...(pathsByDigest.get(digest) ?? []), file]);
    }
    const groups = [...pathsByDigest.values()].filter((paths) => paths.length > 1);
    expect(groups.map((paths) => paths.sort())).toEqual(
      library.equalFiles.map(({ path, equalTo }) => [path, equalTo].sort()),
    );
    expect(groups).toHaveLength(1);
  });

  it('has broken, unsupported and awkwardly named files', async () => {
    for (const file of library.emptyFiles) expect((await stat(join(folder, file))).size).toBe(0);
    expect(library.emptyFiles).toHaveLength(1);
    expect(library.unsupportedFiles).toEqual([expect.stringMatching(/\.txt$/)]);
    expect(await filesIn(folder)).toContain(library.awkwardFile);
    for (const character of `"'\\%\n;#?&=+ `) expect(library.awkwardFile).toContain(character);
    expect(library.awkwardFile).not.toBe(library.awkwardFile.normalize('NFC'));
  });
});

describe('making it again', () => {
  it('writes nothing into a complete library', async () => {
    const before = await traces(folder);
    expect(await makeDemoLibrary(folder)).toEqual(library);
    expect(await traces(folder)).toEqual(before);
  });

  it(
    'completes a half-made one with the same bytes, and leaves what is there',
    async () => {
      const complete = await traces(folder);
      // The first file of all was in the making when the process was killed.
      const missing = [
        'Camera/DSC00412.JPG',
        library.awkwardFile,
        library.emptyFiles[0] ?? '',
        library.livePhotos[0]?.motion ?? '',
        'WhatsApp Images/IMG-20230402-WA0004.jpg',
      ];
      const bytes = await Promise.all(missing.map((file) => readFile(join(folder, file))));
      for (const file of missing) await rm(join(folder, file));
      await rename(join(folder, '.demo-library'), join(folder, '.demo-library-unfinished'));
      await writeFile(join(folder, '.making-0'), 'torn');

      expect(await makeDemoLibrary(folder)).toEqual(library);

      expect(await Promise.all(missing.map((file) => readFile(join(folder, file))))).toEqual(bytes);
      const files = (all: Map<string, string>): Map<string, string> =>
        new Map([...all].filter(([path, trace]) => path !== '.demo-library' && trace.startsWith('file')));
      expect(files(await traces(folder))).toEqual(files(complete));
    },
    PAINTING_TIMEOUT_MS,
  );

  it('refuses a folder that holds something else, and leaves it as it is', async () => {
    const taken = await mkdtemp(join(home, 'taken-'));
    await writeFile(join(taken, 'my only photo.jpg'), 'precious');
    const before = await traces(taken);
    await expect(makeDemoLibrary(taken)).rejects.toThrow(/already holds other files/);
    expect(await traces(taken)).toEqual(before);
  });

  it('says in a sentence that a folder cannot be written to', async () => {
    const file = join(home, 'a file');
    await writeFile(file, '');
    await expect(makeDemoLibrary(join(file, 'Photos'))).rejects.toThrow(
      /^The demo library could not be made in /,
    );
  });
});

function isImage(name: string): boolean {
  return /\.(jpg|heic|png|webp|avif)$/i.test(name);
}

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** Size and modified time of every file and folder, hidden ones included. */
async function traces(root: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of ['', ...(await readdir(root, { recursive: true }))]) {
    const { size, mtimeMs, isDirectory } = await stat(join(root, path)).then((stats) => ({
      size: stats.size,
      mtimeMs: stats.mtimeMs,
      isDirectory: stats.isDirectory(),
    }));
    found.set(path, isDirectory ? `folder ${mtimeMs}` : `file ${size} ${mtimeMs}`);
  }
  return found;
}
