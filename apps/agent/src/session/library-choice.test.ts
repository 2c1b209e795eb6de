import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandError } from '../cli/command-error.ts';
import type { Credentials } from '@keepsake/remote';
import { openProfile } from '../profile/profile.ts';
import { chooseLibrary, ledgerNameOf, librariesAround, withFormerPlace, withLast } from './library-choice.ts';

const ADA: Credentials = {
  serverUrl: 'http://127.0.0.1:1',
  userId: 'ada',
  userName: 'Ada',
  credential: { kind: 'session', token: 'x' },
};
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
    const named = (...folders: readonly string[]) => chooseLibrary({ kind: 'named', folders }, profile);
    expect(await named(b, join(folder, 'link'), a, `${a}/`)).toEqual([a, b]);
    await expect(named()).rejects.toThrow('You are not signed in.');
    await profile.writeCredentials(ADA);
    await expect(named()).rejects.toThrow('Say which folder to back up');
    await profile.changeLibraries(() => [[b], [a]]);
    expect(await named()).toEqual([b]);
    await expect(named('')).rejects.toThrow('The name of a folder is missing.');
    // One that is known needs not be there.
    expect(await chooseLibrary({ kind: 'known', folders: ['/gone'] }, profile)).toEqual(['/gone']);
  });
});

describe('librariesAround', () => {
  it('[A13] finds every library that a path lies in, the last one first', async () => {
    const profile = await openProfile(join(folder, 'home'));
    await expect(librariesAround(['/p/a.jpg'], profile)).rejects.toThrow('You are not signed in.');
    await profile.writeCredentials(ADA);
    await expect(librariesAround(['/p/a.jpg'], profile)).rejects.toThrow('Say which folder to back up');
    await profile.changeLibraries(() => [['/q'], ['/p/2019'], ['/p', '/r'], ['/p2']]);
    expect(await librariesAround(['/p/2019/a.jpg'], profile)).toEqual([['/p/2019'], ['/p', '/r']]);
    expect(await librariesAround(['/r/a.jpg'], profile)).toEqual([['/p', '/r']]);
    await expect(librariesAround(['/elsewhere/a.jpg'], profile)).rejects.toThrow(
      new CommandError(
        '/elsewhere/a.jpg is in none of the folders that you back up: /q, /p/2019, /p, /r, /p2.',
      ),
    );
  });
});

describe('withLast', () => {
  it('puts a library first, and has none twice', () => {
    expect(withLast([['/a'], ['/b', '/c']], ['/b', '/c'])).toEqual([['/b', '/c'], ['/a']]);
    expect(withLast([], ['/a'])).toEqual([['/a']]);
  });
});

describe('withFormerPlace', () => {
  const before = [['/a'], ['/b']];

  it('takes a library back that was put first, or puts it where it was, and keeps what came meanwhile', () => {
    expect(withFormerPlace([['/new'], ['/c'], ['/a'], ['/b']], before, ['/c'])).toEqual([
      ['/new'],
      ['/a'],
      ['/b'],
    ]);
    expect(withFormerPlace([['/b'], ['/a']], before, ['/b'])).toEqual(before);
  });

  it('brings nothing back that was left out meanwhile', () => {
    expect(withFormerPlace([['/a', '/b']], before, ['/b'])).toEqual([['/a', '/b']]);
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
