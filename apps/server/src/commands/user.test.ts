import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { COMPILE_CACHE, MAIN } from '../testing/server-main.ts';
import { TestClient } from '../testing/test-client.ts';
import { openTestServer, PASSWORD, type TestServer } from '../testing/test-server.ts';

/** Gives a program a terminal; not on every system. */
const TERMINAL = 'script';
const HAS_TERMINALS = spawnSync(TERMINAL, ['--version']).status === 0;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function user(
  dataDir: string,
  args: readonly string[],
  env: Record<string, string> = {},
  typed = '',
): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, 'user', ...args], {
    env: { ...COMPILE_CACHE, PATH: process.env['PATH'], KEEPSAKE_DATA: dataDir, ...env },
    stdio: 'pipe',
  });
  // What is asked for nothing may be gone before it takes this.
  child.stdin.on('error', () => undefined).end(typed);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

describe('npm run server -- user, beside a running server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  it('adds a user who signs in at once, with a quota, and is marked to choose another password', async () => {
    const args = ['add', 'Bob@Example.org', '--name', 'Bob', '--quota', '1.5GB'];
    const added = await user(server.dataDir, args, { KEEPSAKE_PASSWORD: PASSWORD });
    expect(added).toEqual({ code: 0, out: 'bob@example.org is added.\n', err: '' });
    const bob = new TestClient(server.url);
    expect((await bob.login('bob@example.org', PASSWORD)).status).toBe(201);
    expect((await bob.get('/users/me')).body).toMatchObject({
      name: 'Bob',
      isAdmin: false,
      quotaSizeInBytes: 1_500_000_000,
      shouldChangePassword: true,
    });
    const { out } = await user(server.dataDir, ['list']);
    expect(out).toMatch(/^ada@example\.org +Ada +administrator +active +0 B +none$/m);
    expect(out).toMatch(/^bob@example\.org +Bob +user +active +0 B +1\.5 GB$/m);
  });

  it('[H8] refuses a disabled and a removed user at once, and lets a restored one in again', async () => {
    const cleo = await server.addClient('cleo');
    const status = async (): Promise<number> => (await cleo.get('/users/me')).status;
    expect((await user(server.dataDir, ['disable', 'cleo@example.org'])).code).toBe(0);
    expect(await status()).toBe(401);
    expect((await cleo.login('cleo@example.org', PASSWORD)).status).toBe(401);
    expect((await user(server.dataDir, ['enable', 'cleo@example.org'])).code).toBe(0);
    await cleo.login('cleo@example.org', PASSWORD);
    expect(await status()).toBe(200);
    const removed = await user(server.dataDir, ['remove', 'cleo@example.org']);
    expect(removed.out).toMatch(/^cleo@example\.org is removed; .* until \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    expect(await status()).toBe(401);
    expect((await user(server.dataDir, ['restore', 'cleo@example.org'])).code).toBe(0);
    await cleo.login('cleo@example.org', PASSWORD);
    expect(await status()).toBe(200);
  });

  it('sets quota and password; the password ends all sessions', async () => {
    const dora = await server.addClient('dora');
    expect((await user(server.dataDir, ['quota', 'dora@example.org', '2MiB'])).code).toBe(0);
    expect((await dora.get('/users/me')).body.quotaSizeInBytes).toBe(2 * 1024 * 1024);
    const set = await user(server.dataDir, ['password', 'dora@example.org'], {
      KEEPSAKE_PASSWORD: 'another one',
    });
    expect(set.code).toBe(0);
    expect((await dora.get('/users/me')).status).toBe(401);
    expect((await dora.login('dora@example.org', 'another one')).status).toBe(201);
  });

  it('takes a password from a pipe, its first line to the letter', async () => {
    const added = await user(server.dataDir, ['add', 'piper@example.org'], {}, ' from a pipe \nno more\n');
    expect(added).toEqual({ code: 0, out: 'piper@example.org is added.\n', err: '' });
    const piper = new TestClient(server.url);
    expect((await piper.login('piper@example.org', ' from a pipe ')).status).toBe(201);
  });

  it('makes administrators and takes the right away, from the next request on', async () => {
    const gus = await server.addClient('gus');
    const status = async (): Promise<number> => (await gus.get('/admin/users')).status;
    const promoted = await user(server.dataDir, ['promote', 'gus@example.org']);
    expect(promoted).toEqual({ code: 0, out: 'gus@example.org is an administrator.\n', err: '' });
    expect(await status()).toBe(200);
    const demoted = await user(server.dataDir, ['demote', 'gus@example.org']);
    expect(demoted).toEqual({ code: 0, out: 'gus@example.org is an ordinary user.\n', err: '' });
    expect(await status()).toBe(403);
  });

  it('[H8] says of a removed user that nothing but a restore lets the user in again', async () => {
    const hal = await server.addClient('hal');
    const act = (action: string): Promise<Ended> => user(server.dataDir, [action, 'hal@example.org']);
    const refused = (why: RegExp) => ({ code: 8, out: '', err: expect.stringMatching(why) as string });
    expect(await act('restore')).toEqual(refused(/^hal@example\.org is not being removed/));
    await act('disable');
    await act('remove');
    expect(await act('enable')).toEqual(refused(/^hal@example\.org is being removed; restore /));
    expect(await act('promote')).toEqual(refused(/is being removed/));
    expect((await act('restore')).out).toBe('hal@example.org is restored, and still disabled.\n');
    expect((await act('promote')).out).toBe('hal@example.org is an administrator, and still disabled.\n');
    expect((await act('enable')).out).toBe('hal@example.org is enabled.\n');
    expect((await hal.login('hal@example.org', PASSWORD)).status).toBe(201);
    await act('demote');
  });

  it.each<[string, readonly string[], number, RegExp]>([
    ['no command', [], 2, /user --help/],
    ['an unknown command', ['constructor'], 2, /"user constructor" is not a command/],
    ['a missing word', ['quota', 'ada@example.org'], 2, /EMAIL SIZE\|none/],
    ['an unknown option', ['list', '--all'], 2, /--all/],
    ['a size that is none', ['quota', 'ada@example.org', '12 parsecs'], 2, /12 parsecs/],
    ['a bad address', ['add', 'nobody'], 2, /"nobody" is not an e-mail address/],
    ['no terminal and no password', ['password', 'ada@example.org'], 2, /KEEPSAKE_PASSWORD/],
    ['an unknown user', ['disable', 'nobody@example.org'], 7, /nobody@example\.org/],
    [
      'an address that is taken, before a password is asked for',
      ['add', 'ada@example.org'],
      8,
      /has an account/,
    ],
    ['a name of spaces', ['add', 'ivy@example.org', '--name', '   '], 2, /"" is not a name/],
    ['the last administrator, demoted', ['demote', 'ada@example.org'], 8, /last administrator/],
    ['the last administrator', ['remove', 'ada@example.org'], 8, /last administrator/],
  ])('says in one sentence what is wrong with %s', async (_what, args, code, sentence) => {
    const { err, ...rest } = await user(server.dataDir, args);
    expect(rest).toEqual({ code, out: '' });
    expect(err).toMatch(/^[^\n]+\.\n$/);
    expect(err).toMatch(sentence);
  });

  it('adds nobody with a short password', async () => {
    const added = await user(server.dataDir, ['add', 'eve@example.org'], { KEEPSAKE_PASSWORD: '1234567' });
    expect(added).toMatchObject({ code: 2, out: '' });
    expect(added.err).toMatch(/^[^\n]+\.\n$/);
  });

  it.runIf(HAS_TERMINALS)('asks for a password twice on a terminal, and does not show it', async () => {
    await server.addClient('finn');
    const command = `${process.execPath} ${MAIN} user password finn@example.org`;
    const child = spawn(TERMINAL, ['-qec', command, '/dev/null'], {
      env: { PATH: process.env['PATH'], KEEPSAKE_DATA: server.dataDir, TERM: 'xterm' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let screen = '';
    child.stdout.on('data', (chunk) => (screen += String(chunk)));
    const ended = once(child, 'close');
    await expect.poll(() => screen, { timeout: 20_000 }).toContain('Password: ');
    child.stdin.write('quite secreX\x7ft\r');
    await expect.poll(() => screen, { timeout: 20_000 }).toContain('The same again: ');
    child.stdin.write('quite secret\r');
    await ended;
    expect(screen).toContain('is set');
    expect(screen).not.toContain('secre');
    const finn = new TestClient(server.url);
    expect((await finn.login('finn@example.org', 'quite secret')).status).toBe(201);
  });

  it('prints control characters of a name as none', async () => {
    await server.client.send('PUT', '/users/me', { name: 'A\u001b[2Jda' });
    expect((await user(server.dataDir, ['list'])).out).toContain('A\ufffd[2Jda');
  });

  it('leaves the tables alone when the running server is of another version', async () => {
    const other = await openTestServer();
    const database = new DatabaseSync(path.join(other.dataDir, 'keepsake.sqlite'));
    database.exec(`delete from kysely_migration where name like '0004%'`);
    const { code, err } = await user(other.dataDir, ['list']);
    expect({ code, err }).toEqual({
      code: 5,
      err: expect.stringMatching(/another version[^\n]+\.\n$/) as string,
    });
    expect(database.prepare(`select 1 from kysely_migration where name like '0004%'`).all()).toEqual([]);
    database.close();
    await other.close();
  });
});

describe('npm run server -- user, without a server', () => {
  let dataDir = '';
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('says that there is no database, and makes none', async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'keepsake-user-'));
    const { code, err } = await user(path.join(dataDir, 'missing'), ['list']);
    expect(code).toBe(4);
    expect(err).toMatch(/^There is no Keepsake database in [^\n]+\.\n$/);
  });

  it('makes the first administrator, and nobody before', async () => {
    const server = await openTestServer({}, { isEmpty: true });
    dataDir = server.dataDir;
    await server.server.close();
    const password = { KEEPSAKE_PASSWORD: PASSWORD };
    expect((await user(dataDir, ['add', 'bob@example.org'], password)).code).toBe(8);
    expect((await user(dataDir, ['add', 'ada@example.org', '--admin'], password)).code).toBe(0);
    expect((await user(dataDir, ['list'])).out).toMatch(/ada@example\.org +ada +administrator/);
  });
});
