import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { isSettled, sumOfStates, summaryOf } from './house/events.ts';
import { ACCOUNT, it } from './house/house.ts';
import { json, openScriptedServer } from './house/scripted-server.ts';
import { checksumsBelow, photo, sha1, writeFiles, writePhotos } from './house/photos.ts';

describe('signing in', () => {
  it('[E1] with a wrong password, or as nobody, is refused with code 5', async ({ house }) => {
    await house.startServer();
    await house.api.signUp('Ada');
    for (const [email, password] of [
      [ACCOUNT.email, 'wrong'],
      ['nobody@example.org', ACCOUNT.password],
    ] as const) {
      const { exitCode, stderr } = await house.keepsake(['login', house.serverUrl], {
        stdin: `${email}\n${password}\n`,
      });
      expect({ exitCode, stderr }).toEqual({
        exitCode: 5,
        stderr: 'The e-mail or the password is wrong. Try again.\n',
      });
    }
    // The first thing to do is said first, whatever was asked.
    for (const words of [['backup', house.library], ['status'], ['why', 'a.jpg'], ['watch']]) {
      const { exitCode, stderr } = await house.keepsake(words);
      const sentence = 'You are not signed in. Begin with: keepsake login https://your.server\n';
      expect([words, exitCode, stderr]).toEqual([words, 5, sentence]);
    }

    // The right words, from the standard input, to an address as people type it.
    const address = `${house.serverUrl.replace('http://', '')}/`;
    const login = await house.keepsake(['login', address], {
      stdin: `${ACCOUNT.email}\n${ACCOUNT.password}\n`,
    });
    expect(login.stderr).toBe('');
    expect(login.stdout).toBe(`Signed in to ${house.serverUrl} as Ada.\n`);
    expect((await stat(join(house.homeFolder, 'credentials.json'))).mode & 0o777).toBe(0o600);

    expect((await house.keepsake(['logout'])).exitCode).toBe(0);
    expect((await house.keepsake(['status', '--library', house.library])).exitCode).toBe(5);
  });

  it('[E1] names what a script left out', async ({ house }) => {
    await house.startServer();
    await house.api.signUp('Ada');
    const env = { KEEPSAKE_PASSWORD: ACCOUNT.password };
    expect(await house.keepsake(['login', house.serverUrl], { env })).toMatchObject({
      exitCode: 2,
      stderr: 'The e-mail address is missing. Add it to the command: --email ADDRESS\n',
    });
    const noPassword = await house.keepsake(['login', house.serverUrl, '--email', ACCOUNT.email]);
    expect(noPassword.stderr).toMatch(/^The password is missing\. Set KEEPSAKE_PASSWORD/);
  });

  it('[E1] after too many tries says when to try again', async ({ house }) => {
    const server = await openScriptedServer((request, response) => {
      if (request.url?.endsWith('/server/ping') === true) json(response, 200, { res: 'pong' });
      else if (request.url?.endsWith('/server/features') === true) json(response, 200, {});
      else if (request.url?.endsWith('/server/version') === true)
        json(response, 200, { major: 2, minor: 7, patch: 5 });
      else if (request.url?.endsWith('/server/config') === true) json(response, 200, { isInitialized: true });
      else if (request.url?.endsWith('/auth/login') === true)
        json(response.setHeader('retry-after', '30'), 429, {
          message: 'Too many failed sign-ins from here; try again in 30 seconds.',
        });
      else json(response, 404, {});
    });
    try {
      const words = ['login', server.url, '--email', ACCOUNT.email];
      const env = { KEEPSAKE_PASSWORD: ACCOUNT.password };
      expect(await house.keepsake(words, { env })).toMatchObject({
        exitCode: 5,
        stderr:
          'There were too many tries to sign in. Try again in 30 seconds; until then even the right password is refused.\n',
      });
    } finally {
      await server.close();
    }
  });

  it('[E1] with an API key works, and with one that may not upload says so', async ({ house }) => {
    await house.startServer();
    await house.api.signUp('Ada');
    await writePhotos(house.library, 2);
    const secretOf = async (permissions: readonly string[]): Promise<string> =>
      (await house.api.call<{ secret: string }>('POST', '/api-keys', { name: 'Laptop', permissions })).secret;
    const login = (secret: string) =>
      house.keepsake(['login', house.serverUrl, '--api-key'], { stdin: `${secret}\n` });

    expect(await login('not a key')).toMatchObject({
      exitCode: 5,
      stderr:
        'The API key is not right: the server does not know it. Copy it whole, or make a new one on the server.\n',
    });

    expect((await login(await secretOf(['user.read']))).exitCode).toBe(0);
    const refused = await house.keepsake(['backup', house.library]);
    expect(refused.exitCode).toBe(5);
    expect(refused.stdout).toContain('Your API key does not allow backing up.');

    expect((await login(await secretOf(['all']))).exitCode).toBe(0);
    expect((await house.keepsake(['backup', house.library])).exitCode).toBe(0);
    expect(await house.api.total()).toBe(2);
  });
});

describe('a session that ends', () => {
  it('[E1][E6] before or during a backup stops it with code 5, and after signing in it goes on', async ({
    house,
  }) => {
    await house.settle();
    await writePhotos(house.library, 200);
    const running = house.startKeepsake(['backup', house.library, '--json', '--jobs', '1']);
    await running.untilLine(isSettled(10));
    await house.revokeSession();

    const interrupted = await running.ended;
    expect(interrupted.exitCode).toBe(5);
    expect(summaryOf(interrupted.stdout).outcome).toMatchObject({ kind: 'stopped', code: 'unauthorized' });
    expect(sumOfStates(summaryOf(interrupted.stdout).statistics)).toBe(200);

    const before = await house.keepsake(['backup', house.library]);
    expect(before.exitCode).toBe(5);
    expect(before.stdout).toContain('Your sign-in is no longer valid. Sign in again with `keepsake login`.');

    await house.signIn();
    expect((await house.keepsake(['backup', house.library])).exitCode).toBe(0);
    expect(await house.api.total()).toBe(200);
  });
});

describe('a full quota', () => {
  it('[E1][E6] stops with code 4, keeps what fits whole, and goes on when there is room', async ({
    house,
  }) => {
    await house.settle({ KEEPSAKE_DEFAULT_QUOTA: '2500' });
    await writeFiles(
      house.library,
      Object.fromEntries([1, 2, 3, 4].map((seed) => [`IMG_${seed}.jpg`, photo(seed, 1_000)])),
    );

    const full = await house.keepsake(['backup', house.library, '--jobs', '1']);
    expect(full.exitCode).toBe(4);
    expect(full.stdout).toContain('Your storage on the server is full.');
    expect(full.stdout).toMatch(/2 of 4 backed up/);
    const originals = await checksumsBelow(join(house.dataFolder, 'originals'));
    expect(originals).toHaveLength(2);
    const sources = [1, 2, 3, 4].map((seed) => sha1(photo(seed, 1_000)));
    for (const original of originals) expect(sources).toContain(original);

    // What is there already costs nothing, so a library of just that is backed up.
    for (const [index, source] of sources.entries()) {
      if (!originals.includes(source)) await rm(join(house.library, `IMG_${index + 1}.jpg`));
    }
    expect((await house.keepsake(['backup', house.library])).exitCode).toBe(0);
  });
});
