import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesBelow } from '../testing/files-below.ts';
import { ResumableClient, shaDigest } from '../testing/resumable-client.ts';
import { MAIN } from '../testing/server-main.ts';
import { sha1, TestClient } from '../testing/test-client.ts';

const ADMINISTRATOR = { email: 'ada@example.org', password: 'correct horse', name: 'Ada' };
const BYTES = createHash('shake256', { outputLength: 3_000_000 }).update('seed').digest();
/** How long after the last byte was sent the server is killed: before, while and after the asset is kept. */
const KILL_AFTER_MS = [0, 3, 8, 20];

let dataDir: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'keepsake-killed-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<ResumableClient> {
  const env = {
    PATH: process.env['PATH'],
    KEEPSAKE_DATA: dataDir,
    KEEPSAKE_PORT: '0',
    KEEPSAKE_MIN_FREE: '0',
  };
  child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    const url = /listening on (http:\/\/\S+)/.exec(output)?.[1];
    if (url === undefined) continue;
    client = new TestClient(url);
    await client.post('/auth/admin-sign-up', ADMINISTRATOR);
    await client.login(ADMINISTRATOR.email, ADMINISTRATOR.password);
    return new ResumableClient(client);
  }
  throw new Error(`the server did not start: ${output}`);
}
let client: TestClient;

async function kill(): Promise<void> {
  const gone = child && once(child, 'exit');
  child?.kill('SIGKILL');
  await gone;
}

it('[H11] has all bytes that it told of after kill -9, wherever it was killed, and keeps the asset once', async () => {
  let resumable = await start();
  const location = await resumable.begin({
    'upload-length': String(BYTES.length),
    'repr-digest': shaDigest(BYTES),
  });
  let offset = 0;
  while (offset < 2_000_000) {
    const end = offset + 700_000;
    await resumable.append(location, offset, BYTES.subarray(offset, end), { 'upload-complete': '?0' });
    const open = resumable.open('PATCH', location, {
      'content-type': 'application/partial-upload',
      'content-length': '999999',
      'upload-offset': String(end),
      'upload-complete': '?0',
    });
    open.request.write(BYTES.subarray(end, end + 300_000));
    await kill();
    resumable = await start();
    const told = await resumable.offsetOf(location);
    expect(told).toBeGreaterThanOrEqual(end);
    offset = told;
  }
  for (const delayMs of KILL_AFTER_MS) {
    const last = resumable.append(location, offset, BYTES.subarray(offset)).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await kill();
    const answer = await last;
    resumable = await start();
    const { headers } = await resumable.head(location);
    if (answer?.status === 201) expect(headers['upload-complete']).toBe('?1');
    offset = Number(headers['upload-offset']);
    if (headers['upload-complete'] === '?1') break;
    expect(await filesBelow(path.join(dataDir, 'originals'))).toEqual([]);
  }
  if ((await resumable.head(location)).headers['upload-complete'] === '?0')
    await resumable.append(location, offset, BYTES.subarray(offset));
  const { body } = await resumable.send('GET', location, undefined, {});
  expect(body.checksum).toBe(sha1(BYTES, 'base64'));
  const original = await client.download(body.id);
  expect(Buffer.from(await original.arrayBuffer()).equals(BYTES)).toBe(true);
  expect(await filesBelow(path.join(dataDir, 'originals'))).toHaveLength(1);
  await expect.poll(() => filesBelow(path.join(dataDir, 'uploads'))).toEqual([]);
}, 120_000);
