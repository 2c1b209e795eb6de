import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { ACCOUNT, it, type House } from './house/house.ts';
import { hasTerminals, onTerminal } from './house/on-terminal.ts';
import type { Spawned } from './house/spawned.ts';

/** Answers questions on a terminal, each when it is asked. */
async function answer(spawned: Spawned, dialogue: readonly (readonly [string, string])[]): Promise<void> {
  let from = 0;
  for (const [question, reply] of dialogue) {
    await expect.poll(() => spawned.stdout().slice(from), { timeout: 15_000 }).toContain(question);
    from = spawned.stdout().length;
    spawned.type(`${reply}\r`);
  }
}

async function tokenOf(house: House): Promise<string> {
  const text = await readFile(join(house.homeFolder, 'credentials.json'), 'utf8');
  return (JSON.parse(text) as { credential: { token: string } }).credential.token;
}

async function isOpen(house: House, token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${house.serverUrl}/api/users/me`, { headers })).ok;
}

describe('signing out', () => {
  it('[E1] ends the session on the server', async ({ house }) => {
    await house.settle();
    const token = await tokenOf(house);
    expect(await isOpen(house, token)).toBe(true);

    const { exitCode, stdout } = await house.keepsake(['logout']);

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `Signed out of ${house.serverUrl}.\n` });
    expect(await isOpen(house, token)).toBe(false);
    expect((await house.keepsake(['logout'])).stdout).toBe('Nobody is signed in on this computer.\n');
  });

  it('[E1] is done here also when the server is away, and says so', async ({ house }) => {
    const server = await house.settle();
    const token = await tokenOf(house);
    server.kill('SIGTERM');
    await server.ended;

    const { exitCode, stdout } = await house.keepsake(['logout']);

    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      'Signed out on this computer. The server could not be told (it could not be reached), so the session is still open there; its key is no longer on this computer.\n',
    );
    expect((await house.keepsake(['status'])).exitCode).toBe(5);
    await house.startServer();
    expect(await isOpen(house, token)).toBe(true);
  });

  it('[E1] leaves an API key as it is, and forgets a damaged sign-in', async ({ house }) => {
    await house.startServer();
    await house.api.signUp('Ada');
    const { secret } = await house.api.call<{ secret: string }>('POST', '/api-keys', {
      permissions: ['all'],
    });
    await house.keepsake(['login', house.serverUrl, '--api-key'], { stdin: `${secret}\n` });

    const { stdout } = await house.keepsake(['logout']);

    expect(stdout).toMatch(/^Signed out on this computer\. Your API key itself stays valid/);
    const answered = await fetch(`${house.serverUrl}/api/users/me`, { headers: { 'x-api-key': secret } });
    expect(answered.status).toBe(200);
    await writeFile(join(house.homeFolder, 'credentials.json'), '{');
    expect((await house.keepsake(['logout'])).exitCode).toBe(0);
    expect((await house.keepsake(['status'])).stderr).toMatch(/^You are not signed in/);
    // Who was signed in may sign in again without the address; who was not is asked for it.
    expect((await house.keepsake(['login'])).stderr).toMatch(
      /^Say which server, for example: keepsake login/,
    );
    await house.signIn();
    const again = await house.keepsake(['login', '--api-key'], { stdin: `${secret}\n` });
    expect(again.stdout).toBe(`Signed in to ${house.serverUrl} as Ada.\n`);
  });
});

it('[E1] leaves nothing behind of whoever only asks while nobody is signed in', async ({ house }) => {
  for (const words of [['status'], ['verify'], ['backup', house.library], ['logout']])
    await house.keepsake(words);
  expect(await readdir(house.folder)).not.toContain('agent');
  expect((await house.keepsake(['status'])).stderr).toMatch(/^You are not signed in\. Begin with/);
  // Also beside what was kept when somebody signed out.
  await mkdir(house.homeFolder);
  await house.keepsake(['status']);
  expect(await readdir(house.homeFolder)).toEqual([]);
});

describe('a connection that others can read', () => {
  it('[E1] is warned of before the password is read', async ({ house }) => {
    await house.startServer();
    await house.api.signUp('Ada');
    const open = house.serverUrl.replace('127.0.0.1', '0.0.0.0');

    // Nobody answers, so nothing is read, and nothing sent.
    const { exitCode, stderr } = await house.keepsake(['login', open, '--email', ACCOUNT.email]);

    expect(exitCode).toBe(2);
    expect(stderr.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^Note: the connection to this server is not encrypted \(http\)\./),
      expect.stringMatching(/^The password is missing\./),
    ]);
    expect((await house.keepsake(['login', house.serverUrl])).stderr).not.toContain('Note:');
  });
});

describe('a server without an account', () => {
  it.runIf(hasTerminals)(
    '[E1] is given its first one by signing in to it on a terminal',
    async ({ house }) => {
      await house.startServer();
      const login = onTerminal(house, ['login', house.serverUrl], { kind: 'open' });
      await answer(login, [
        ['Make it now? [Y/n]', ''],
        ['Your name:', 'Ada'],
        ['E-mail:', 'nonsense'],
        ['E-mail:', ACCOUNT.email],
        ['Password, at least 8 characters:', 'short'],
        ['Password, at least 8 characters:', ACCOUNT.password],
        ['again:', 'something else'],
        ['Password, at least 8 characters:', ACCOUNT.password],
        ['again:', ACCOUNT.password],
      ]);
      const { exitCode, stdout } = await login.ended;

      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Signed in to ${house.serverUrl} as Ada.`);
      expect(stdout).not.toContain(ACCOUNT.password);
      expect(await house.api.total()).toBe(0);
      // The next one is asked for what they have.
      const next = onTerminal(house, ['login', house.serverUrl], { kind: 'open' });
      await answer(next, [
        ['E-mail:', ACCOUNT.email],
        ['Password:', ACCOUNT.password],
      ]);
      expect((await next.ended).exitCode).toBe(0);
    },
  );

  it('[E1] makes none by itself, where nobody can be asked or somebody declines', async ({ house }) => {
    await house.startServer();
    const piped = await house.keepsake(['login', house.serverUrl], { stdin: 'a@example.org\nlong enough\n' });
    expect(piped.exitCode).toBe(5);
    expect(piped.stderr).toBe(
      `${house.serverUrl} has no account yet. Make the first one on a terminal: keepsake login ${house.serverUrl}\nOr on the computer of the server, where a script may do it: npm run -s server -- user add you@example.org --name You --admin\n`,
    );
    const env = { KEEPSAKE_PASSWORD: 'long enough' };
    const scripted = await house.keepsake(['login', house.serverUrl, '--email', 'a@example.org'], { env });
    expect(scripted.stderr).toContain('on a terminal, without KEEPSAKE_PASSWORD: keepsake login');
    if (hasTerminals) {
      const declined = onTerminal(house, ['login', house.serverUrl], { kind: 'open' });
      await answer(declined, [
        ['Make it now? [Y/n]', 'nearly'],
        ['Type y for yes, or n for no.', 'n'],
      ]);
      expect((await declined.ended).exitCode).toBe(5);
    }
    const config = await fetch(`${house.serverUrl}/api/server/config`);
    expect(await config.json()).toMatchObject({ isInitialized: false });
  });
});

describe.runIf(hasTerminals)('a question on a terminal', () => {
  const CTRL_C = '\u0003';
  const CTRL_D = '\u0004';

  it.for([
    ['E-mail:', CTRL_C, 130, 'Stopped. Nothing was done.'],
    ['E-mail:', CTRL_D, 2, 'Nothing was entered, so nothing was done.'],
    ['Password:', CTRL_C, 130, 'Stopped. Nothing was done.'],
    ['Password:', `half${CTRL_C}`, 130, 'Stopped. Nothing was done.'],
    ['Password:', CTRL_D, 2, 'Nothing was entered, so nothing was done.'],
  ] as const)(
    '[E6] %s that is left with %j ends with %i, and says so on a line of its own',
    async ([question, keys, expected, sentence], { house }) => {
      await house.startServer();
      await house.api.signUp('Ada');
      const email = question === 'Password:' ? ['--email', ACCOUNT.email] : [];
      const login = onTerminal(house, ['login', house.serverUrl, ...email], { kind: 'open' });
      await expect.poll(() => login.stdout(), { timeout: 15_000 }).toContain(question);
      login.type(keys);

      const { exitCode, stdout } = await login.ended;

      expect([exitCode, stdout.split('\r\n').at(-2)]).toEqual([expected, sentence]);
      expect(stdout).not.toContain('half');
    },
  );
});
