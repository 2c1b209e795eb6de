import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow } from './testing/files-below.ts';
import { openRaw, part } from './testing/raw-request.ts';
import { MAIN } from './testing/server-main.ts';
import { TestClient } from './testing/test-client.ts';

const ADMINISTRATOR = { email: 'ada@example.org', password: 'correct horse', name: 'Ada' };

interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
}

describe('the server as a program', () => {
  let dataDir: string;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'keepsake-main-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  function launch(env: Record<string, string>, args: readonly string[] = []): ChildProcess {
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: { PATH: process.env['PATH'], KEEPSAKE_DATA: dataDir, KEEPSAKE_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  }

  async function start(env: Record<string, string> = {}): Promise<Running> {
    const child = launch(env);
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    let output = '';
    child.stderr?.on('data', (chunk) => (output += String(chunk)));
    for await (const chunk of child.stdout ?? []) {
      output += String(chunk);
      const url = /listening on (http:\/\/\S+)/.exec(output)?.[1];
      if (url !== undefined) return { url, child, ended };
    }
    throw new Error(`the server did not start: ${output}`);
  }

  async function run(
    env: Record<string, string>,
    args: readonly string[] = [],
  ): Promise<{ code: number; out: string; err: string }> {
    const child = launch(env, args);
    let out = '';
    let err = '';
    child.stdout?.on('data', (chunk) => (out += String(chunk)));
    child.stderr?.on('data', (chunk) => (err += String(chunk)));
    const [code] = (await once(child, 'close')) as [number];
    return { code, out, err };
  }

  /** One sentence for people, and no stack trace. */
  function expectSentence(text: string): void {
    expect(text).toMatch(/^[^\n]+\.\n$/);
    expect(text).not.toMatch(/^\s+at /m);
  }

  it('prints every variable and exit code with --help', async () => {
    const { code, out } = await run({}, ['--help']);
    expect(code).toBe(0);
    for (const text of ['KEEPSAKE_HOST', '127.0.0.1', 'KEEPSAKE_PORT', '2283', 'KEEPSAKE_DATA', './data'])
      expect(out).toContain(text);
    expect(out).toMatch(/^ {2}6 {2}another server/m);
  });

  it('names a bad variable in one sentence, with exit code 2', async () => {
    const { code, err } = await run({ KEEPSAKE_PORT: 'many' });
    expect(code).toBe(2);
    expectSentence(err);
    expect(err).toContain('KEEPSAKE_PORT');
  });

  it('says that the port is in use, with exit code 3', async () => {
    const { url } = await start();
    const other = path.join(dataDir, 'other');
    const { code, err } = await run({ KEEPSAKE_PORT: new URL(url).port, KEEPSAKE_DATA: other });
    expect(code).toBe(3);
    expectSentence(err);
    expect(err).toContain('KEEPSAKE_PORT');
  });

  it.each([
    ['is a file', async (dir: string) => writeFile(path.join(dir, 'data'), 'x')],
    [
      'has a damaged database',
      async (dir: string) => {
        await mkdir(path.join(dir, 'data', 'originals'), { recursive: true });
        await writeFile(path.join(dir, 'data', 'keepsake.sqlite'), 'this is no database'.repeat(1000));
      },
    ],
    [
      'has lost its originals folder',
      async (dir: string) => {
        await mkdir(path.join(dir, 'data'));
        await writeFile(path.join(dir, 'data', 'keepsake.sqlite'), '');
      },
    ],
  ])('says that the data folder %s, with exit code 4', async (_name, spoil) => {
    await spoil(dataDir);
    const { code, err } = await run({ KEEPSAKE_DATA: path.join(dataDir, 'data') });
    expect(code).toBe(4);
    expectSentence(err);
  });

  it.each([
    ['no', undefined],
    ['an empty', ''],
  ])('[H9] refuses originals with %s database, with exit code 4, and makes none', async (_name, content) => {
    const kept = path.join(dataDir, 'originals', 'ada', '2024', '05', 'kept.jpg');
    await mkdir(path.dirname(kept), { recursive: true });
    await writeFile(kept, 'bytes');
    const database = path.join(dataDir, 'keepsake.sqlite');
    if (content !== undefined) await writeFile(database, content);
    const before = await filesBelow(dataDir);
    const { code, err } = await run({});
    expect(code).toBe(4);
    expectSentence(err);
    expect(err).toContain(`put a backup of it back as ${database}`);
    expect(await filesBelow(dataDir)).toEqual(before);
  });

  it.runIf(process.platform === 'linux')(
    'says that no data folder can be made below /proc, with exit code 4, at once',
    async () => {
      const { code, err } = await run({ KEEPSAKE_DATA: '/proc/keepsake/data' });
      expect(code).toBe(4);
      expectSentence(err);
    },
  );

  it('[H8] lets no other user of the machine read its database, also in a folder that was there', async () => {
    await chmod(dataDir, 0o755);
    await start();
    for (const name of await filesBelow(dataDir))
      expect([name, (await stat(path.join(dataDir, name))).mode & 0o077]).toEqual([name, 0]);
    expect(await filesBelow(dataDir)).toContain('keepsake.sqlite');
  });

  it('refuses a database of a newer version, with exit code 5', async () => {
    const { child, ended } = await start();
    child.kill('SIGTERM');
    await ended;
    const database = new DatabaseSync(path.join(dataDir, 'keepsake.sqlite'));
    database.exec(`insert into kysely_migration values ('9999-from-the-future', '2099-01-01')`);
    database.close();
    const { code, err } = await run({});
    expect(code).toBe(5);
    expectSentence(err);
  });

  it('refuses a second server on its data folder, with exit code 6, until the first is killed', async () => {
    const first = await start();
    const { code, err } = await run({});
    expect(code).toBe(6);
    expectSentence(err);
    first.child.kill('SIGKILL');
    await first.ended;
    const { url } = await start();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('stops when asked, with exit code 0, and lets a running upload finish', async () => {
    const { url, child, ended } = await start();
    const client = new TestClient(url);
    await client.post('/auth/admin-sign-up', ADMINISTRATOR);
    await client.login(ADMINISTRATOR.email, ADMINISTRATOR.password);
    const body =
      part('fileCreatedAt', '2024-05-06T07:08:09Z') +
      part('fileModifiedAt', '2024-05-06T07:08:09Z') +
      part('assetData', 'slowly sent', 'slow.jpg') +
      '--a-boundary--\r\n';
    const raw = await openRaw({ url });
    raw.write(
      `POST /api/assets HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${client.token}\r\n` +
        `content-type: multipart/form-data; boundary=a-boundary\r\ncontent-length: ${body.length}\r\n\r\n`,
    );
    raw.write(body.slice(0, -25));
    await expect.poll(() => filesBelow(path.join(dataDir, 'staging'))).toHaveLength(1);
    child.kill('SIGTERM');
    await expect
      .poll(() =>
        fetch(`${url}/healthz`).then(
          () => 'serving',
          () => 'closed',
        ),
      )
      .toBe('closed');
    raw.write(body.slice(-25));
    expect(await raw.until('"status":"created"')).toMatch(/^HTTP\/1\.1 201 /);
    expect(await ended).toBe(0);
  });

  it('[H1] has every acknowledged upload, and nothing else, after kill -9 in the middle', async () => {
    const first = await start();
    const client = new TestClient(first.url);
    await client.post('/auth/admin-sign-up', ADMINISTRATOR);
    await client.login(ADMINISTRATOR.email, ADMINISTRATOR.password);
    const acknowledged: string[] = [];
    const uploading = Array.from({ length: 4 }, async (_, worker) => {
      for (let n = 0; ; n++) {
        const bytes = Buffer.alloc(100_000, `${worker}-${n}`);
        const answer = await client.upload({ bytes, fileName: 'same-name.jpg' });
        if (answer.status === 201) acknowledged.push(answer.body.id);
        if (acknowledged.length === 25) first.child.kill('SIGKILL');
      }
    });
    await Promise.allSettled(uploading);
    await first.ended;

    const { url } = await start();
    const again = new TestClient(url);
    await again.login(ADMINISTRATOR.email, ADMINISTRATOR.password);
    for (const id of acknowledged) {
      const original = await again.download(id);
      expect((await original.arrayBuffer()).byteLength).toBe(100_000);
    }
    const { total } = (await again.get('/assets/statistics')).body;
    expect(total).toBeGreaterThanOrEqual(acknowledged.length);
    expect(await filesBelow(path.join(dataDir, 'originals'))).toHaveLength(total);
    expect(await filesBelow(path.join(dataDir, 'staging'))).toEqual([]);
  });
});
