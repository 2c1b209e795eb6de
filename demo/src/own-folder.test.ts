import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataFolderOf } from './data-folder.ts';
import { problemOfFolder } from './own-folder.ts';

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'keepsake-own-folder-')));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('a folder of the person’s own', () => {
  it('is none of the server’s, by whatever name, whether that is there yet or not', async () => {
    const data = join(root, 'house', 'data');
    await mkdir(join(data, 'originals'), { recursive: true });
    await mkdir(join(root, 'house', 'data of mine'));
    await mkdir(join(root, 'Photos'));
    await symlink(data, join(root, 'link'));
    const problemOf = (...path: string[]) => problemOfFolder(join(root, ...path), data);

    for (const path of [['house', 'data'], ['house', 'data', 'originals'], ['link'], ['link', 'originals']])
      expect(await problemOf(...path)).toMatch(/is where the server keeps its own files\. Name/);
    for (const path of [['house'], []])
      expect(await problemOf(...path)).toMatch(/^The server keeps its own files in .*data, which is within /);
    expect(await problemOf('Photos')).toBeUndefined();
    expect(await problemOf('house', 'data of mine')).toBeUndefined();
    expect(await problemOf('nowhere')).toMatch(/cannot be found/);
    const later = join(root, 'Photos', 'later', 'data');
    expect(await problemOfFolder(join(root, 'Photos'), later)).toMatch(/which is within/);
    expect(await problemOfFolder(join(root, 'house'), later)).toBeUndefined();
  });
});

describe('the data folder', () => {
  it('of the demo is not that of a person’s own photos, unless it is named', () => {
    expect(dataFolderOf(undefined, true)).toBe(resolve('demo-data'));
    expect(dataFolderOf('', false)).toBe(resolve('data'));
    expect(dataFolderOf('there', true)).toBe(resolve('there'));
    expect(dataFolderOf('there', false)).toBe(resolve('there'));
  });
});
