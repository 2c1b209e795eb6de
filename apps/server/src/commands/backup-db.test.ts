import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer } from '../open-server.ts';
import { runCommand } from '../testing/run-command.ts';
import { TestClient } from '../testing/test-client.ts';
import { openTestServer, PASSWORD, testConfig, type TestServer } from '../testing/test-server.ts';

describe('npm run server -- backup-db', () => {
  let server: TestServer;
  let copies: string;
  beforeEach(async () => {
    server = await openTestServer();
    copies = path.join(server.dataDir, 'copies');
    await mkdir(copies);
  });
  afterEach(() => server.close());

  it('[H16] copies the database of a running server, for its user alone, and a server starts on the copy', async () => {
    const { id } = (await server.client.upload({ bytes: 'kept', fileName: 'kept.jpg' })).body;
    const file = path.join(copies, 'copy.sqlite');
    const { code, out } = await runCommand(server.dataDir, ['backup-db', file]);
    const { size, mode } = await stat(file);
    expect([code, out]).toEqual([0, `${file}: 1 users, 1 assets, ${size} bytes.\n`]);
    expect((mode & 0o777).toString(8)).toBe('600');
    expect(await readdir(copies)).toEqual(['copy.sqlite']);

    await server.server.close();
    for (const suffix of ['', '-wal', '-shm'])
      await rm(path.join(server.dataDir, `keepsake.sqlite${suffix}`), { force: true });
    await writeFile(path.join(server.dataDir, 'keepsake.sqlite'), await readFile(file));
    const restored = await openServer(testConfig(server.dataDir));
    const client = new TestClient(restored.url);
    await client.login('ada@example.org', PASSWORD);
    expect(await (await client.download(id)).text()).toBe('kept');
    await restored.close();
  });

  it('[H16] copies one moment while the server goes on writing', async () => {
    const stop = new AbortController();
    const traffic = (async () => {
      for (let n = 0; !stop.signal.aborted; n++)
        await server.client.upload({ bytes: `n${n}`, fileName: `${n}.jpg` });
    })();
    const file = path.join(copies, 'copy.sqlite');
    expect((await runCommand(server.dataDir, ['backup-db', file])).code).toBe(0);
    stop.abort();
    await traffic;
    const copy = new DatabaseSync(file, { readOnly: true });
    expect(copy.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    const sums = copy.prepare(
      'select (select sum(usage_bytes) from users) = (select sum(size_bytes) from assets) as same',
    );
    expect(sums.get()).toEqual({ same: 1 });
    copy.close();
  });

  it('[H16] overwrites nothing, and leaves nothing behind', async () => {
    const file = path.join(copies, 'copy.sqlite');
    await writeFile(file, 'another copy');
    expect(await runCommand(server.dataDir, ['backup-db', file])).toMatchObject({ code: 8, out: '' });
    expect(await readFile(file, 'utf8')).toBe('another copy');
    expect(await readdir(copies)).toEqual(['copy.sqlite']);
    expect((await runCommand(server.dataDir, ['backup-db', path.join(copies, 'no/copy')])).code).toBe(7);
    expect((await runCommand(server.dataDir, ['backup-db'])).code).toBe(2);
  });

  it('[H16] works without a server', async () => {
    await server.server.close();
    const file = path.join(copies, 'copy.sqlite');
    expect((await runCommand(server.dataDir, ['backup-db', file])).code).toBe(0);
  });
});
