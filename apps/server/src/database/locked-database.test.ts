import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServerError } from '../errors/server-error.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { nodeSqlite } from './node-sqlite.ts';
import { waitAMoment, whileLocked } from './while-locked.ts';

describe('a database whose lock another process holds', () => {
  let server: TestServer;
  let other: DatabaseSync;
  const connect = (): DatabaseSync => new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'));
  beforeEach(async () => {
    server = await openTestServer();
    other = connect();
    other.exec('begin immediate');
  });
  afterEach(async () => {
    other.close();
    await server.close();
  });

  it('[H9] lets writes wait, and everybody else go on meanwhile', async () => {
    const ended: string[] = [];
    const writes = [
      server.client.post('/albums', { albumName: 'waits' }),
      server.client.post('/albums', { albumName: 'waits too' }),
      server.client.upload({ bytes: Buffer.from('bytes') }),
    ].map(async (write) => {
      const { status } = await write;
      ended.push('write');
      return status;
    });
    for (let n = 0; n < 20; n++) {
      expect((await server.client.get('/users/me')).status).toBe(200);
      await waitAMoment();
    }
    expect(ended).toEqual([]);
    other.exec('rollback');
    expect(await Promise.all(writes)).toEqual([201, 201, 201]);
  });

  it('[H9] is waited for five seconds in all, then it is said when to come again', async () => {
    const mine = connect();
    let nowMs = 0;
    let attempts = 0;
    const begin = async (): Promise<void> => {
      attempts++;
      nodeSqlite(mine).prepare('begin').run([]);
    };
    const pause = async (): Promise<void> => void (nowMs += 1000);
    const refusal: unknown = await whileLocked(begin, pause, () => nowMs).catch((error: unknown) => error);
    mine.close();
    expect(refusal).toBeInstanceOf(ServerError);
    expect(refusal).toMatchObject({ code: 'unavailable', headers: { 'retry-after': '5' } });
    expect(attempts).toBe(7);
  });
});
