import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CancelSource, type Checksum } from '@keepsake/engine';
import { describeRestoreTargetContract } from '@keepsake/testkit';
import { DiskRestoreTarget } from './disk-restore-target.ts';
import { takeNameWithoutLinks } from './take-name.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keepsake-restore-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function namesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describeRestoreTargetContract('a folder', async () => {
  const hidden = join(root, '.keepsake-restore');
  return {
    target: new DiskRestoreTarget(root),
    reopen: () => new DiskRestoreTarget(root),
    put: async (path, bytes) => {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), bytes);
    },
    files: async () => {
      const paths = (await namesBelow(root)).filter((path) => dirname(path) !== hidden);
      const read = paths.map(async (path) => {
        const bytes = new Uint8Array(await readFile(path));
        return [relative(root, path), { bytes, modifiedAtMs: (await stat(path)).mtimeMs }] as const;
      });
      return new Map(await Promise.all(read));
    },
    hiddenCount: async () => (await readdir(hidden).catch(() => [])).length,
    close: async () => undefined,
  };
});

const ABC = 'a9993e364706816aba3e25717850c26c9cd0d89d' as Checksum;
const FACTS = { checksum: ABC, createdAtMs: 1_000, modifiedAtMs: 2_000 };
const signal = new CancelSource();

async function restored(name: string, folders: readonly string[] = []): Promise<DiskRestoreTarget> {
  const target = new DiskRestoreTarget(root);
  const pending = await target.begin();
  await pending.write(Buffer.from('abc'));
  expect(await pending.keep({ folders, name }, FACTS)).toBe('kept');
  return target;
}

describe('a folder that originals are restored to', () => {
  it('[V3] takes no room twice for a photo in two albums', async () => {
    const target = await restored('a.jpg', ['Rome']);
    const from = { folders: ['Rome'], name: 'a.jpg' };
    expect(await target.repeat(from, { folders: ['Sea'], name: 'a.jpg' }, FACTS, signal)).toBe('kept');
    const [rome, sea] = [await stat(join(root, 'Rome/a.jpg')), await stat(join(root, 'Sea/a.jpg'))];
    expect(sea.ino).toBe(rome.ino);
    await target.sweep();
    expect(await readdir(root)).toEqual(['Rome', 'Sea']);
  });

  it('[V3] takes a name on a disk without links, too, and never from another file', async () => {
    await writeFile(join(root, 'hidden'), 'abc');
    await writeFile(join(root, 'a.jpg'), 'other');
    expect(await takeNameWithoutLinks(join(root, 'hidden'), join(root, 'a.jpg'))).toBe(false);
    expect(await readFile(join(root, 'a.jpg'), 'utf8')).toBe('other');
    expect(await takeNameWithoutLinks(join(root, 'hidden'), join(root, 'b.jpg'))).toBe(true);
    expect(await readFile(join(root, 'b.jpg'), 'utf8')).toBe('abc');
    await expect(access(join(root, 'hidden'), constants.F_OK)).rejects.toThrow();
  });

  it('[V3] follows no link out of itself', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'keepsake-outside-'));
    await symlink(outside, join(root, 'Rome'));
    await symlink(join(outside, 'x'), join(root, 'link.jpg'));
    const target = new DiskRestoreTarget(root);
    expect(await target.look({ folders: ['Rome'], name: 'a.jpg' }, signal)).toEqual({ kind: 'blocked' });
    expect(await target.look({ folders: [], name: 'link.jpg' }, signal)).toEqual({ kind: 'blocked' });
    await rm(outside, { recursive: true });
  });

  it.skipIf(process.platform !== 'linux')(
    '[V3] gives back a name that is no valid UTF-8, byte for byte',
    async () => {
      await restored('f\uefe4r.jpg');
      const names = await readdir(root, 'latin1');
      expect(names).toContain('f\xe4r.jpg');
    },
  );

  it('[V3] stops where nothing can be written, and says where', async () => {
    await writeFile(join(root, 'file'), '');
    const target = new DiskRestoreTarget(join(root, 'file'));
    await expect(target.begin()).rejects.toMatchObject({ code: 'library-unavailable' });
    await expect(target.begin()).rejects.toThrow(join(root, 'file'));
  });
});
