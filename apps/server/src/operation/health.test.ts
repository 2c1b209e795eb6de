import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const FRESH_MS = 60_000;

describe('GET /healthz', () => {
  let server: TestServer;
  let now: Date;
  let availableBytes: number;
  let looks: number;
  beforeEach(async () => {
    now = new Date('2026-01-01T00:00:00Z');
    availableBytes = 10_000;
    looks = 0;
    const diskSpace = async (): Promise<{
      totalBytes: number;
      usedBytes: number;
      availableBytes: number;
    }> => {
      looks++;
      if (availableBytes < 0) throw new Error('the disk does not answer');
      return { totalBytes: 10_000, usedBytes: 0, availableBytes };
    };
    server = await openTestServer({ minFreeBytes: 5000 }, { now: () => now, diskSpace });
  });
  afterEach(() => server.close());

  async function ask(): Promise<{ status: number; text: string }> {
    now = new Date(now.getTime() + FRESH_MS);
    const response = await fetch(`${server.url}/healthz`);
    return { status: response.status, text: await response.text() };
  }

  function openDatabase(): DatabaseSync {
    return new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
  }

  it('[H9] answers 200 without a login while the server can read and write', async () => {
    const { status, text } = await ask();
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ status: 'ok', database: 'ok', disk: 'ok' });
    const head = await fetch(`${server.url}/healthz`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const database = openDatabase();
    const row = database.prepare(`select value from settings where key = 'health-checked-at'`).get();
    database.close();
    expect(row).toEqual({ value: now.toISOString() });
  });

  it('[H9] says that the database cannot be written while another process holds its lock, and at once', async () => {
    const other = openDatabase();
    other.exec('begin immediate');
    const started = performance.now();
    const { status, text } = await ask();
    expect(performance.now() - started).toBeLessThan(1500);
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({ status: 'failing', database: 'unwritable', disk: 'ok' });
    other.exec('rollback');
    other.close();
    expect((await ask()).status).toBe(200);
  });

  it('[H9] says that the database cannot be read, and nothing about why', async () => {
    const other = openDatabase();
    other.exec('alter table users rename to lost');
    const { status, text } = await ask();
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({ status: 'failing', database: 'unreadable', disk: 'ok' });
    other.exec('alter table lost rename to users');
    other.close();
  });

  it('[H9] says that the disk is low, and that it does not answer', async () => {
    availableBytes = 4999;
    const low = await ask();
    expect(low.status).toBe(503);
    expect(JSON.parse(low.text)).toEqual({ status: 'failing', database: 'ok', disk: 'low' });
    availableBytes = -1;
    expect(JSON.parse((await ask()).text)).toMatchObject({ disk: 'unreadable' });
  });

  it('looks once for many who ask at the same time', async () => {
    await ask();
    const before = looks;
    await Promise.all(Array.from({ length: 20 }, () => fetch(`${server.url}/healthz`)));
    expect(looks).toBe(before);
  });
});
