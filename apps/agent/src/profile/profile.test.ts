import { chmod, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../cli/exit-codes.ts';
import type { Credentials } from '@keepsake/remote';
import { describeCredentialStoreContract } from '@keepsake/remote/credential-store-contract';
import { openProfile, type Profile } from './profile.ts';

const ADA: Credentials = {
  serverUrl: 'https://photos.example.org',
  userId: 'user-1',
  userName: 'Ada',
  credential: { kind: 'session', token: 'secret' },
};

let home: string;

beforeEach(async () => {
  home = join(await mkdtemp(join(tmpdir(), 'keepsake-profile-')), 'made', 'when missing');
});

afterEach(async () => {
  await rm(join(home, '..', '..'), { recursive: true, force: true });
});

describeCredentialStoreContract('the profile of a computer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-profile-'));
  const own = join(folder, 'own');
  return {
    open: () => openProfile(own),
    async spoil(text) {
      for (const name of ['credentials.json', 'device.json']) await writeFile(join(own, name), text);
    },
    async refuse(isRefusing) {
      if (isRefusing) {
        await rename(own, `${own}-away`);
        await writeFile(own, 'a file where the folder was');
      } else {
        await rm(own);
        await rename(`${own}-away`, own);
      }
    },
    close: () => rm(folder, { recursive: true }),
  };
});

describe('the profile', () => {
  it('keeps what was written, in files and folders for the owner alone', async () => {
    const profile = await openProfile(home);
    expect(await profile.readLibraries()).toEqual([]);
    await profile.writeCredentials(ADA);
    await profile.changeLibraries(() => [['/photos'], ['/a', '/b']]);
    await profile.readDeviceId();

    const again = await openProfile(home);
    expect(await again.readLibraries()).toEqual([['/photos'], ['/a', '/b']]);
    for (const name of ['credentials.json', 'device.json', 'last-library.json']) {
      expect((await stat(join(home, name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(again.ledgerFolder)).mode & 0o777).toBe(0o700);
  });

  it('keeps what several processes write of it at the same moment, each of which succeeds', async () => {
    const profiles = await Promise.all(Array.from({ length: 8 }, () => openProfile(home)));
    const changing = profiles.map((profile, index) =>
      profile.changeLibraries((libraries) => [[`/${index}`], ...libraries]),
    );
    const deviceIds = await Promise.all(profiles.map((profile) => profile.readDeviceId()));
    await Promise.all([...changing, ...profiles.map((profile) => profile.writeCredentials(ADA))]);
    const [profile] = profiles as [Profile];
    expect((await profile.readLibraries()).flat().sort()).toEqual(profiles.map((_, index) => `/${index}`));
    expect(new Set(deviceIds)).toEqual(new Set([await profile.readDeviceId()]));
    expect(await profile.readCredentials()).toEqual(ADA);
  });

  it('takes from others what they might do with ledgers that are there', async () => {
    const { ledgerFolder } = await openProfile(home);
    const names = ['a.sqlite', 'a.sqlite-wal', 'a.sqlite.lock', 'a.sqlite.damaged-1'];
    for (const name of names) {
      await writeFile(join(ledgerFolder, name), name);
      await chmod(join(ledgerFolder, name), 0o644);
    }
    await openProfile(home);
    for (const name of names) expect((await stat(join(ledgerFolder, name))).mode & 0o777).toBe(0o600);
  });

  it('keeps the old file when writing a new one was cut off', async () => {
    const profile = await openProfile(home);
    await profile.writeCredentials(ADA);
    await writeFile(join(home, 'credentials.json.new'), '{"serverUrl":"https://', { mode: 0o644 });

    expect(await profile.readCredentials()).toEqual(ADA);
    const key: Credentials = { ...ADA, credential: { kind: 'api-key', secret: 'key' } };
    await profile.writeCredentials(key);
    expect(await profile.readCredentials()).toEqual(key);
    expect((await stat(join(home, 'credentials.json'))).mode & 0o777).toBe(0o600);
    expect((await readdir(home)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('says to sign in again when the sign-in is damaged', async () => {
    const profile = await openProfile(home);
    await writeFile(join(home, 'credentials.json'), '{}');
    await expect(profile.readCredentials()).rejects.toMatchObject({ exitCode: EXIT.signIn });
  });

  it('[V4] forgets the libraries where their file is damaged', async () => {
    const profile = await openProfile(home);
    await writeFile(join(home, 'last-library.json'), '{"folders":[1]');
    expect(await profile.readLibraries()).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    '[E1] is refused at once where the system makes no folders',
    async () => {
      await expect(openProfile('/proc/keepsake/home')).rejects.toMatchObject({
        exitCode: EXIT.libraryUnavailable,
        message: expect.stringContaining('no folder can be made there') as string,
      });
    },
  );
});
