import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../../house/house.ts';
import { writePhotos } from '../../house/photos.ts';
import { createKey, ImmichCli } from './immich-cli.ts';

describe('Immich’s command line signs in', () => {
  it('[H14] with a key, tells of the server, backs up, and signs out', async ({ house }) => {
    await house.startServer();
    await house.api.signUp('Ada');
    await writePhotos(house.library, 2);
    const cli = new ImmichCli(house);
    const login = await cli.run(['login-key', house.serverUrl, await createKey(house)]);
    expect(login).toMatchObject({ exitCode: 0, stderr: '' });
    expect(login.stdout).toContain('Logged in as ada@example.org');

    expect(await cli.upload(['--recursive', house.library])).toContain('Successfully uploaded 2 new assets');
    const info = await cli.run(['server-info']);
    expect(info).toMatchObject({ exitCode: 0, stderr: '' });
    expect(info.stdout).toContain(`Url: ${house.serverUrl}/api`);
    expect(info.stdout).toContain('Version: 2.7.5');
    expect(info.stdout).toMatch(/Images: .*\bheic,.*\bjpg,/);
    expect(info.stdout).toMatch(/Videos: .*\bmov,mp4,/);
    expect(info.stdout).toMatch(/Images: 2\n\s+Videos: 0\n\s+Total: 2\n/);

    expect(await cli.run(['logout'])).toMatchObject({ exitCode: 0 });
    const loggedOut = await cli.run(['server-info']);
    expect(loggedOut).toMatchObject({ exitCode: 1 });
  });

  it('[H14] by the address of the API as well', async ({ house }) => {
    await house.startServer();
    await house.api.signUp('Ada');
    const login = await new ImmichCli(house).run(['login', `${house.serverUrl}/api`, await createKey(house)]);
    expect(login).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('[H14] not with a wrong key: the server’s 401 and its sentence are shown', async ({ house }) => {
    await house.startServer();
    await house.api.signUp('Ada');
    const cli = new ImmichCli(house);
    const login = await cli.run(['login-key', house.serverUrl, 'a key that was never given']);
    expect(login.exitCode).toBe(1);
    expect(login.stderr).toContain('401');
    expect(login.stderr).toContain('Sign in first: this needs a valid session or API key.');
    expect(existsSync(join(house.folder, 'immich/auth.yml'))).toBe(false);
  });

  it('[H14] and learns from the server what a key may not do, before anything is sent', async ({ house }) => {
    await house.startServer();
    await house.api.signUp('Ada');
    await writePhotos(house.library, 2);
    const cli = new ImmichCli(house, {
      IMMICH_INSTANCE_URL: house.serverUrl,
      IMMICH_API_KEY: await createKey(house, ['user.read']),
    });
    const { stdout, stderr } = await cli.run(['upload', '--skip-hash', '--recursive', house.library]);
    expect(stdout + stderr).toContain('Missing required permission: "asset.upload"');
    expect(await house.api.total()).toBe(0);
  });
});
