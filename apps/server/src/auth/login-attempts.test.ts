import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { TestClient, type TestAnswer } from '../testing/test-client.ts';
import { openTestServer, PASSWORD, type TestServer } from '../testing/test-server.ts';

const MINUTE_MS = 60_000;

let server: TestServer;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.parse('2026-03-01T12:00:00.000Z');
  // The address that a request comes from is then the one that the test says.
  server = await openTestServer({ trustedProxies: ['127.0.0.1'] }, { now: () => new Date(nowMs) });
});
afterEach(() => server.close());

function signIn(from: string, email: string, password: string): Promise<TestAnswer> {
  return new TestClient(server.url).post('/auth/login', { email, password }, { 'x-forwarded-for': from });
}

async function failTimes(times: number, from: string, email = 'ada@example.org'): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < times; n++) statuses.push((await signIn(from, email, 'wrong')).status);
  return statuses;
}

const waitOf = (answer: TestAnswer): number => Number(answer.headers.get('retry-after'));

describe('failed sign-ins', () => {
  it('make the address wait after ten at one account, and leave every other address alone', async () => {
    expect(await failTimes(10, '198.51.100.1')).toEqual(Array(10).fill(401));
    const refused = await signIn('198.51.100.1', 'ADA@example.org', PASSWORD);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(refused.body.message).toMatch(/^Too many failed sign-ins from here; try again in 30 seconds\.$/);
    expect(waitOf(refused)).toBe(30);
    expect((await signIn('198.51.100.2', 'ada@example.org', PASSWORD)).status).toBe(201);
    expect((await signIn('198.51.100.1', 'bob@example.org', PASSWORD)).status).toBe(401);
  });

  it('are answered alike for an account that is not there', async () => {
    expect(await failTimes(10, '198.51.100.1', 'nobody@example.org')).toEqual(Array(10).fill(401));
    expect((await signIn('198.51.100.1', 'nobody@example.org', 'x')).status).toBe(429);
  });

  it('make it wait longer each time, a quarter of an hour at the most, and are forgotten after an hour', async () => {
    await failTimes(10, '198.51.100.1');
    const waits: number[] = [];
    for (let n = 0; n < 7; n++) {
      const refused = await signIn('198.51.100.1', 'ada@example.org', PASSWORD);
      waits.push(waitOf(refused));
      nowMs += waitOf(refused) * 1000;
      expect(await failTimes(1, '198.51.100.1')).toEqual([401]);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
    nowMs += 60 * MINUTE_MS;
    expect(await failTimes(10, '198.51.100.1')).toEqual(Array(10).fill(401));
  });

  it('let the right password in when the wait is over, and are forgotten then', async () => {
    await failTimes(10, '198.51.100.1');
    nowMs += 30_000;
    expect((await signIn('198.51.100.1', 'ada@example.org', PASSWORD)).status).toBe(201);
    expect(await failTimes(10, '198.51.100.1')).toEqual(Array(10).fill(401));
  });

  it('are not outrun by trying all at one moment', async () => {
    const all = await Promise.all(
      Array.from({ length: 30 }, () => signIn('198.51.100.1', 'ada@example.org', 'wrong')),
    );
    expect(all.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(20);
  });

  it('count over all accounts of one address, and over all addresses of one IPv6 network', async () => {
    for (let n = 0; n < 10; n++) await failTimes(10, `2001:db8:0:7::${n}`, `user${n}@example.org`);
    expect((await signIn('2001:db8:0:7:1:2:3:4', 'ada@example.org', PASSWORD)).status).toBe(429);
    expect((await signIn('2001:db8:0:8::1', 'ada@example.org', PASSWORD)).status).toBe(201);
  });

  it('count three times as many over all IPv6 networks of one household', async () => {
    for (let n = 0; n < 30; n++) await failTimes(1, `2001:db8:0:${n}::1`);
    expect((await signIn('2001:db8:0:ffff::1', 'ada@example.org', PASSWORD)).status).toBe(429);
    expect((await signIn('2001:db8:1:1::1', 'ada@example.org', PASSWORD)).status).toBe(201);
  });

  it('from a hundred addresses make all wait at the account, but where it was signed in to before', async () => {
    expect((await signIn('203.0.113.1', 'ada@example.org', PASSWORD)).status).toBe(201);
    for (let n = 0; n < 100; n++) expect(await failTimes(1, `198.51.100.${n}`)).toEqual([401]);
    const refused = await signIn('198.51.100.200', 'ada@example.org', PASSWORD);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(refused.body.message).toContain('at this account from new places; try again in 30 seconds');
    expect((await signIn('198.51.100.201', 'bob@example.org', PASSWORD)).status).toBe(401);
    expect((await signIn('203.0.113.1', 'ada@example.org', PASSWORD)).status).toBe(201);
    const change = { password: PASSWORD, newPassword: 'something else' };
    const changed = await server.client.post('/auth/change-password', change, {
      'x-forwarded-for': '198.51.100.202',
    });
    expect(changed.status).toBe(200);
    // However long it goes on, whoever comes from a new place waits a minute at the most.
    for (let n = 0; n < 5; n++) {
      nowMs += 60_000;
      expect(await failTimes(1, `198.51.101.${n}`)).toEqual([401]);
    }
    expect(waitOf(await signIn('198.51.100.200', 'ada@example.org', 'something else'))).toBe(60);
    nowMs += 60_000;
    expect((await signIn('198.51.100.200', 'ada@example.org', 'something else')).status).toBe(201);
  });

  it('take no room for ever', async () => {
    await failTimes(3, '198.51.100.1', 'a@example.org');
    expect(server.rowCount('login_failures')).toBe(3);
    nowMs += 61 * MINUTE_MS;
    await failTimes(1, '198.51.100.9', 'b@example.org');
    expect(server.rowCount('login_failures')).toBe(3);
    await signIn('198.51.100.8', 'ada@example.org', PASSWORD);
    expect(server.rowCount('login_failures')).toBe(3);
  });

  it('count where a password is changed too', async () => {
    const body = { password: 'wrong', newPassword: 'something else' };
    for (let n = 0; n < 10; n++)
      expect((await server.client.post('/auth/change-password', body)).status).toBe(400);
    expect((await server.client.post('/auth/change-password', body)).status).toBe(429);
  });
});

it('refuses what comes while sixty wait to have a password compared, and takes the rest in turn', async () => {
  const release = occupyThreads();
  let refusedCount = 0;
  const all = await Promise.all(
    Array.from({ length: 90 }, async (_, n) => {
      const answer = await signIn(`198.51.100.${n}`, `user${n}@example.org`, 'wrong');
      if (answer.status === 429 && ++refusedCount === 90 - 62) release();
      return answer;
    }),
  );
  // Two are compared at once.
  expect(all.filter(({ status }) => status === 401)).toHaveLength(62);
  const refused = all.filter(({ status }) => status === 429);
  expect(refused.map(waitOf)).toEqual(Array(90 - 62).fill(5));
  // What was not looked at is not held against anybody.
  expect(server.rowCount('login_failures')).toBe(3 * 62);
  expect((await signIn('198.51.100.1', 'ada@example.org', PASSWORD)).status).toBe(201);
});

/** Keeps this process's threads from comparing passwords until they are released: how fast they are must not matter. */
function occupyThreads(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'keepsake-threads-'));
  const pipes = Array.from({ length: 4 }, (_, n) => join(folder, `pipe-${n}`));
  execFileSync('mkfifo', pipes);
  // A pipe is opened for reading when somebody opens it for writing.
  const opened = pipes.map((pipe) => open(pipe, 'r'));
  let isReleased = false;
  const release = (): void => {
    if (isReleased) return;
    isReleased = true;
    for (const pipe of pipes) closeSync(openSync(pipe, 'w'));
    void Promise.all(opened.map(async (file) => (await file).close())).then(() => {
      rmSync(folder, { recursive: true });
    });
  };
  onTestFinished(release);
  return release;
}
