import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProfile } from '../profile/profile.ts';
import { chooseLibrary, ledgerNameOf } from './library-choice.ts';

let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'keepsake-choice-')));
  for (const name of ['a', 'b']) await mkdir(join(folder, name));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('chooseLibrary', () => {
  it('knows a library by its real folders, in whatever order and by whatever path they are named', async () => {
    const profile = await openProfile(join(folder, 'home'));
    await symlink(join(folder, 'a'), join(folder, 'link'));
    const [a, b] = [join(folder, 'a'), join(folder, 'b')];
    expect(await chooseLibrary([b, join(folder, 'link'), a, `${a}/`], profile)).toEqual([a, b]);
    await profile.writeLastLibrary([b]);
    expect(await chooseLibrary([], profile)).toEqual([b]);
    await expect(chooseLibrary([''], profile)).rejects.toThrow('The name of a folder is missing.');
  });
});

describe('ledgerNameOf', () => {
  it('[V4] is one for each person and library, whatever the server is called', () => {
    const name = ledgerNameOf('user-1', ['/a', '/b']);
    expect(ledgerNameOf('user-1', ['/a', '/b'])).toBe(name);
    const others = [
      ledgerNameOf('user-2', ['/a', '/b']),
      ledgerNameOf('user-1', ['/a']),
      ledgerNameOf('user-1', ['/a/b']),
    ];
    expect(new Set([name, ...others]).size).toBe(4);
    expect(name).toMatch(/^[0-9a-f]{24}\.sqlite$/);
  });
});
