import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow } from '../testing/files-below.ts';
import { giveName, giveNameWithoutLinks } from './give-name.ts';

describe.each([
  ['giveName', giveName],
  ['giveNameWithoutLinks', giveNameWithoutLinks],
])('%s', (_name, give) => {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keepsake-name-'));
    await writeFile(at('new'), 'new');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('[H1] moves a file to a free name', async () => {
    expect(await give(at('new'), at('free'))).toBe(true);
    expect(await filesBelow(folder)).toEqual(['free']);
    expect(await readFile(at('free'), 'utf8')).toBe('new');
  });

  it('[H7] leaves both alone when the name is taken', async () => {
    await writeFile(at('taken'), 'old');
    expect(await give(at('new'), at('taken'))).toBe(false);
    expect(await readFile(at('taken'), 'utf8')).toBe('old');
    expect(await readFile(at('new'), 'utf8')).toBe('new');
  });

  it('[H9] leaves nothing behind when it cannot', async () => {
    await expect(give(at('missing'), at('free'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await filesBelow(folder)).toEqual(['new']);
  });
});

it('[H11] gives a name beside the one that a file keeps', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'keepsake-name-'));
  try {
    await writeFile(path.join(folder, 'kept'), 'bytes');
    expect(await giveName(path.join(folder, 'kept'), path.join(folder, 'other'), { keepsFile: true })).toBe(
      true,
    );
    expect(await filesBelow(folder)).toEqual(['kept', 'other']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
