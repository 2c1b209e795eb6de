import { readFile, rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer } from '../open-server.ts';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer, testConfig, type TestServer } from '../testing/test-server.ts';

describe('an original that is gone from the disk', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  const bytes = 'the original';
  const upload = { bytes, fileName: 'lost.jpg' };
  const headers = { 'x-immich-checksum': sha1(bytes) };
  const fileOf = (name: string): string => `${server.dataDir}/originals/ada/2024/05/${name}`;

  it.each([
    ['whose checksum is announced', headers],
    ['whose checksum is not announced', {}],
  ])('[H1] is put back under its path by an upload %s, at no charge', async (_name, sent) => {
    const first = await server.client.upload(upload);
    server.setQuota(bytes.length);
    await rm(fileOf('lost.jpg'));
    const again = await server.client.upload({ ...upload, fileName: 'other-name.jpg', headers: sent });
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, status: 'duplicate' } });
    expect(await readFile(fileOf('lost.jpg'), 'utf8')).toBe(bytes);
    expect(await server.originals()).toEqual(['ada/2024/05/lost.jpg']);
    expect((await server.client.get('/users/me')).body.quotaUsageInBytes).toBe(bytes.length);
    expect(server.rowCount('claims')).toBe(0);
    expect(await server.staged()).toEqual([]);
  });

  it('[U2][H1] is put back when it is a motion part', async () => {
    const live = { ...upload, motion: { bytes: 'moving'.repeat(5000), fileName: 'lost.mov' } };
    const first = await server.client.upload(live);
    server.setQuota(1);
    await rm(fileOf('lost.mov'));
    const again = await server.client.upload({ ...live, headers });
    expect(again.status).toBe(200);
    expect(again.body).toEqual({ ...first.body, status: 'duplicate' });
    expect(await readFile(fileOf('lost.mov'), 'utf8')).toBe(live.motion.bytes);
  });

  it('[H1] is put back once by uploads that come together, and none is told so too early', async () => {
    await server.client.upload(upload);
    await rm(fileOf('lost.jpg'));
    const answers = await Promise.all(Array.from({ length: 5 }, () => server.client.upload(upload)));
    for (const { status } of answers) expect([200, 503]).toContain(status);
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(await server.originals()).toEqual(['ada/2024/05/lost.jpg']);
    expect(await readFile(fileOf('lost.jpg'), 'utf8')).toBe(bytes);
  });

  it('[H9] is reported at every start', async () => {
    await server.client.upload(upload);
    await rm(fileOf('lost.jpg'));
    await server.server.close();
    const logStream = new PassThrough();
    const restarted = await openServer(testConfig(server.dataDir, { logLevel: 'warn' }), { logStream });
    let log = '';
    logStream.on('data', (chunk) => (log += String(chunk)));
    await expect.poll(() => log).toContain('an original is missing');
    await restarted.close();
  });
});
