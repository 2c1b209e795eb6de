import { rm } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../config.ts';
import { openDataFolder } from '../data-folder.ts';
import { createGroupCommit } from '../database/group-commit.ts';
import { openServer, type OpenServer } from '../open-server.ts';
import { flipOneBit } from '../testing/rot.ts';
import { openTestServer, testConfig, type TestServer } from '../testing/test-server.ts';
import { scrub } from './scrub.ts';

const DAY_MS = 24 * 3600 * 1000;
const FAST = 1_000_000_000;
const LATER = new Date('2026-02-15T00:00:00.000Z');

describe('the scrub', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer({}, { now: () => new Date('2026-01-01T00:00:00.000Z') });
  });
  afterEach(() => server.close());

  const fileOf = (name: string): string => `${server.dataDir}/originals/ada/2024/05/${name}`;
  const keep = async (bytes: string | Uint8Array, fileName: string): Promise<string> =>
    (await server.client.upload({ bytes, fileName })).body.id;

  /** What the rows say, without the server's help. */
  function rereadTimes(): Readonly<Record<string, string | null>> {
    const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'), { readOnly: true });
    const rows = database.prepare('select file_name, reread_at from assets').all();
    database.close();
    return Object.fromEntries(rows.map((row) => [row['file_name'], row['reread_at']])) as Record<
      string,
      string | null
    >;
  }

  interface Restarted {
    readonly running: OpenServer;
    readonly log: () => string;
  }

  async function restart(changes: Partial<Config>, now: () => Date): Promise<Restarted> {
    await server.server.close();
    const logStream = new PassThrough();
    let log = '';
    logStream.on('data', (chunk) => (log += String(chunk)));
    const config = testConfig(server.dataDir, { logLevel: 'warn', ...changes });
    return { running: await openServer(config, { now, logStream }), log: () => log };
  }

  it('[H15] reads every original that is overdue, and says which one the disk has damaged or lost', async () => {
    await keep('whole', 'whole.jpg');
    const rotten = await keep('rotten', 'rotten.jpg');
    const lost = await keep('lost', 'lost.jpg');
    await flipOneBit(fileOf('rotten.jpg'));
    await rm(fileOf('lost.jpg'));
    const { running, log } = await restart({ scrubBytesPerSecond: FAST }, () => LATER);
    try {
      await expect.poll(() => Object.values(rereadTimes())).toEqual(Array(3).fill(LATER.toISOString()));
      await expect.poll(log).toContain('an original is damaged');
      const lines = log()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines).toContainEqual(
        expect.objectContaining({ asset: rotten, path: 'ada/2024/05/rotten.jpg', level: 50 }),
      );
      expect(lines).toContainEqual(
        expect.objectContaining({ asset: lost, path: 'ada/2024/05/lost.jpg', msg: 'an original is missing' }),
      );
      const metrics = await (await fetch(`${running.url}/metrics`)).text();
      expect(metrics).toContain('keepsake_originals_damaged 1\n');
      expect(metrics).toContain('keepsake_originals_missing 1\n');
      expect(metrics).toContain('keepsake_scrub_assets_total 3\n');
    } finally {
      await running.close();
    }
  });

  it('[H15] goes on after a restart where it was', async () => {
    const names = ['a.jpg', 'b.jpg', 'c.jpg'];
    for (const [index, name] of names.entries()) await keep(Buffer.alloc(2_000_000, index + 1), name);
    const isRead = (): string[] => names.filter((name) => rereadTimes()[name] !== null);
    const first = await restart({ scrubBytesPerSecond: 2_000_000 }, () => LATER);
    await expect.poll(() => isRead().length, { timeout: 5000 }).toBe(1);
    await first.running.close();
    const [done = ''] = isRead();
    expect(isRead()).toHaveLength(1);
    const muchLater = new Date(LATER.valueOf() + 60_000);
    const second = await openServer(testConfig(server.dataDir, { scrubBytesPerSecond: FAST }), {
      now: () => muchLater,
    });
    await expect.poll(() => isRead().length).toBe(3);
    await second.close();
    expect(rereadTimes()[done]).toBe(LATER.toISOString());
  });

  it('[H15] reads nothing when it is switched off, and what is not due rests', async () => {
    await keep('a', 'a.jpg');
    const off = await restart({ scrubBytesPerSecond: 0 }, () => LATER);
    await off.running.close();
    expect(rereadTimes()).toEqual({ 'a.jpg': null });
    const on = await openServer(testConfig(server.dataDir, { scrubBytesPerSecond: FAST }), {
      now: () => LATER,
    });
    await expect.poll(rereadTimes).toEqual({ 'a.jpg': LATER.toISOString() });
    await on.close();
    const soon = new Date(LATER.valueOf() + DAY_MS);
    const again = await openServer(testConfig(server.dataDir, { scrubBytesPerSecond: FAST }), {
      now: () => soon,
    });
    await again.addUser({ email: 'x@example.org', password: 'correct horse', name: 'X' });
    await again.close();
    expect(rereadTimes()).toEqual({ 'a.jpg': LATER.toISOString() });
  });

  it('[H15] lets uploads go first', async () => {
    await keep('a', 'a.jpg');
    await server.server.close();
    const folder = await openDataFolder(server.dataDir);
    const stopping = new AbortController();
    let looks = 0;
    const seen: number[] = [];
    const running = scrub(
      {
        db: folder.db,
        store: folder.store,
        commit: createGroupCommit(folder.db),
        now: () => LATER,
        config: { scrubMs: 30 * DAY_MS, scrubBytesPerSecond: FAST },
        isBusy: () => (looks += 1) < 2,
        observer: { reread: () => seen.push(looks) },
      },
      console,
      stopping.signal,
    );
    await expect.poll(() => seen, { timeout: 5000 }).toEqual([2]);
    stopping.abort();
    await running;
    await folder.close();
  });
});
