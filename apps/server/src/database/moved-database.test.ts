import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const LONG_MS = 60_000;

describe('a database whose files are taken away from the running server', () => {
  let server: TestServer;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2026-01-01T00:00:00Z');
    server = await openTestServer({}, { now: () => now });
  });
  afterEach(() => server.close());

  const upload = async (text: string): Promise<number> =>
    (await server.client.upload({ bytes: Buffer.from(text) })).status;
  async function health(): Promise<[number, unknown]> {
    now = new Date(now.getTime() + LONG_MS);
    const response = await fetch(`${server.url}/healthz`);
    return [response.status, ((await response.json()) as { database: unknown }).database];
  }

  it.each(['keepsake.sqlite', 'keepsake.sqlite-wal', 'keepsake.sqlite-shm'])(
    '[H1] [H9] acknowledges nothing without %s, and goes on when it is back',
    async (name) => {
      const file = path.join(server.dataDir, name);
      expect(await upload('before')).toBe(201);
      await rename(file, `${file}.away`);
      expect(await upload('gone')).toBe(503);
      expect(await health()).toEqual([503, 'unreadable']);
      await writeFile(file, '');
      expect(await upload('another file in its place')).toBe(503);
      await rename(`${file}.away`, file);
      expect(await upload('after')).toBe(201);
      expect(await health()).toEqual([200, 'ok']);
      expect(await server.originals()).toHaveLength(2);
    },
  );
});
