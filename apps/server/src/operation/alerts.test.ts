import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DATES, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { ResumableClient, shaDigest } from '../testing/resumable-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const PAGE = path.join(import.meta.dirname, '../../../../docs/operating.md');
const START = new Date('2026-01-01T00:00:00Z');
const BYTES = Buffer.from('a video');

let now: Date;
let server: TestServer;
let resumable: ResumableClient;
beforeEach(async () => {
  now = START;
  server = await openTestServer({}, { now: () => now });
  resumable = new ResumableClient(server.client);
});
afterEach(() => server.close());

/** All series, as Prometheus sees them. */
async function figures(): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(samples.map((line) => [line.replace(/ \S+$/, ''), Number(/\S+$/.exec(line)?.[0])]));
}

/** What became of uploads; outcomes that there were none of are left out. */
async function uploads(): Promise<Record<string, number>> {
  const counted = [...(await figures())].flatMap(([series, count]) => {
    const [, way, outcome] = /^keepsake_uploads_total\{way="(\w+)",outcome="(\w+)"\}$/.exec(series) ?? [];
    return way === undefined || count === 0 ? [] : [[`${way} ${outcome}`, count] as const];
  });
  return Object.fromEntries(counted);
}

/** Asks while the database lacks a table. */
async function without(table: string, ask: () => Promise<unknown>): Promise<void> {
  const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
  database.exec(`alter table ${table} rename to lost`);
  await ask();
  database.exec(`alter table lost rename to ${table}`);
  database.close();
}

it('of docs/operating.md ask for figures that are there from the start: an increase from nothing is none', async () => {
  const table = /<!-- alerts:[^>]*-->(.*)<!-- \/alerts -->/s.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  const asked = [...table.matchAll(/keepsake_\w+(\{[^}]*\})?/g)].map(([series]) => series);
  expect(asked.length).toBeGreaterThan(7);
  const atStart = await figures();
  for (const series of asked) expect([...atStart.keys()]).toContain(series);
  for (const series of asked.filter((name) => name.includes('_total'))) expect(atStart.get(series)).toBe(0);
  expect([...atStart].filter(([series]) => series.startsWith('keepsake_uploads_total'))).toHaveLength(8);
  expect(await uploads()).toEqual({});
});

it('see a request that the server failed, but not its own report that it fails', async () => {
  await without('users', async () => expect((await fetch(`${server.url}/healthz`)).status).toBe(503));
  expect((await figures()).get('keepsake_server_errors_total')).toBe(0);
  await without('assets', async () =>
    expect((await server.client.get('/assets/statistics')).status).toBe(503),
  );
  expect((await figures()).get('keepsake_server_errors_total')).toBe(1);
});

it('see sign-ins that are refused because too many failed', async () => {
  const signIn = async (): Promise<number> =>
    (await server.client.post('/auth/login', { email: 'ada@example.org', password: 'wrong' })).status;
  for (let n = 0; n < 10; n++) expect(await signIn()).toBe(401);
  expect((await figures()).get('keepsake_sign_ins_limited_total')).toBe(0);
  expect(await signIn()).toBe(429);
  expect((await figures()).get('keepsake_sign_ins_limited_total')).toBe(1);
});

it('see when the newest asset came, also when it came before the server was started', async () => {
  const newest = async (): Promise<unknown> =>
    (await figures()).get('keepsake_last_upload_timestamp_seconds');
  expect(await newest()).toBe(0);
  await server.client.upload({ bytes: 'a photo' });
  now = new Date('2026-01-02T00:00:00Z');
  await server.client.upload({ bytes: 'another photo' });
  expect(await newest()).toBe(now.valueOf() / 1000);
  const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
  database.exec(`update assets set created_at = '2025-12-24T18:00:00.000Z'`);
  database.close();
  expect(await newest()).toBe(Date.parse('2025-12-24T18:00:00Z') / 1000);
});

it('see what became of uploads, by the way that they took', async () => {
  await server.client.upload({ bytes: 'a photo' });
  await server.client.upload({ bytes: 'a photo' });
  await server.client.upload({ bytes: '' });
  await without('assets', () => server.client.upload({ bytes: 'another photo' }));
  const multipart = {
    'multipart created': 1,
    'multipart duplicate': 1,
    'multipart refused': 1,
    'multipart failed': 1,
  };
  expect(await uploads()).toEqual(multipart);

  const location = await resumable.begin();
  await resumable.append(location, 0, BYTES.subarray(0, 3), { 'upload-complete': '?0' });
  await resumable.head(location);
  expect(await uploads()).toEqual(multipart);
  await resumable.append(location, 3, BYTES.subarray(3));
  await resumable.create(BYTES, { 'repr-digest': shaDigest(BYTES) });
  await resumable.create(Buffer.alloc(0));
  await without('assets', () => resumable.create(Buffer.from('another video')));
  expect(await uploads()).toEqual({
    ...multipart,
    'resumable created': 1,
    'resumable duplicate': 1,
    'resumable refused': 1,
    'resumable failed': 1,
  });
});

it('do not take a client that vanished for one that was refused', async () => {
  const raw = await openRaw(server);
  raw.write(
    uploadHead(server, 5000) + DATES + part('assetData', 'x'.repeat(1000), 'IMG_1.jpg').slice(0, 500),
  );
  await expect.poll(() => server.staged()).toHaveLength(1);
  raw.socket.destroy();
  await expect.poll(() => server.staged()).toEqual([]);
  expect(await uploads()).toEqual({});
});
