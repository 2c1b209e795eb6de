import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestClient } from '../../testing/test-client.ts';
import { openTestServer, PASSWORD, type TestServer } from '../../testing/test-server.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let server: TestServer;
let nowMs: number;
const time = (ms: number): string => new Date(ms).toISOString();
beforeEach(async () => {
  nowMs = Date.parse('2026-03-01T12:00:00.000Z');
  server = await openTestServer({ sessionIdleMs: 30 * DAY_MS }, { now: () => new Date(nowMs) });
});
afterEach(() => server.close());

async function signedIn(userAgent?: string): Promise<TestClient> {
  const client = new TestClient(server.url);
  const headers: Record<string, string> = userAgent === undefined ? {} : { 'user-agent': userAgent };
  await client.login('ada@example.org', PASSWORD, headers);
  return client;
}

const status = async (client: TestClient): Promise<number> => (await client.get('/users/me')).status;

it('lists the sessions of a user with device, last use and end, and never the token', async () => {
  nowMs += MINUTE_MS;
  const phone = await signedIn('Mozilla/5.0 (Linux; Android 15) Gecko/140.0 Firefox/140.0');
  const sessions = await phone.list('/sessions');
  expect(sessions).toMatchObject([
    {
      current: true,
      deviceType: 'Firefox',
      deviceOS: 'Android',
      createdAt: time(nowMs),
      updatedAt: time(nowMs),
      expiresAt: time(nowMs + 30 * DAY_MS),
    },
    { current: false },
  ]);
  expect(JSON.stringify(sessions)).not.toContain(phone.token);
});

it('ends one session, and all others, at once', async () => {
  const [phone, tablet, laptop] = [await signedIn(), await signedIn(), await signedIn()];
  const [own] = (await phone.list('/sessions')).filter(({ current }) => current);
  expect((await laptop.send('DELETE', `/sessions/${own?.id ?? ''}`)).status).toBe(204);
  expect([await status(phone), await status(tablet), await status(laptop)]).toEqual([401, 200, 200]);
  expect((await laptop.send('DELETE', '/sessions')).status).toBe(204);
  expect([await status(tablet), await status(server.client), await status(laptop)]).toEqual([401, 401, 200]);
});

it("[H8] takes another user's session for an unknown one", async () => {
  const other = await server.addClient('mallory');
  const [session] = await server.client.list('/sessions');
  expect((await other.send('DELETE', `/sessions/${session?.id ?? ''}`)).status).toBe(404);
  expect((await other.send('DELETE', '/sessions')).status).toBe(204);
  expect(await status(server.client)).toBe(200);
});

it('ends a session that nobody uses for as long as is set, and never one that is in use', async () => {
  const [used, unused] = [await signedIn(), await signedIn()];
  for (let day = 0; day < 30; day++) {
    expect(await status(used)).toBe(200);
    nowMs += DAY_MS;
  }
  expect([await status(used), await status(unused)]).toEqual([200, 401]);
  expect(await used.list('/sessions')).toHaveLength(1);
});

it('sweeps expired sessions away', async () => {
  await signedIn();
  nowMs += 31 * DAY_MS;
  const bob = await server.addClient('bob');
  await server.client.login('ada@example.org', PASSWORD);
  const id = (await bob.get('/users/me')).body.id;
  // Forced removals are swept at once, and everything else with them.
  await server.client.send('DELETE', `/admin/users/${id}`, { force: true });
  await expect.poll(() => server.rowCount('sessions')).toBe(1);
});

it('writes the last use every few minutes, and not for each request', async () => {
  const usedAt = (): unknown => {
    const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
    const row = database.prepare('select max(updated_at) as at from sessions').get();
    database.close();
    return row?.['at'];
  };
  const start = nowMs;
  for (let n = 0; n < 4; n++) {
    nowMs += MINUTE_MS;
    await server.client.get('/users/me');
  }
  expect(usedAt()).toBe(time(start));
  nowMs += MINUTE_MS;
  await Promise.all(Array.from({ length: 20 }, () => server.client.get('/users/me')));
  await expect.poll(usedAt).toBe(time(nowMs));
});
