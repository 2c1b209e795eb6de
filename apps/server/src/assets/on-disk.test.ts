import { rename, rm, truncate } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer } from '../open-server.ts';
import { sha1, TestClient } from '../testing/test-client.ts';
import { openTestServer, PASSWORD, testConfig, type TestServer } from '../testing/test-server.ts';

const STILL = 'the original';
const MOTION = 'moving';

describe('what is not on the disk', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
    await server.client.upload({
      bytes: STILL,
      fileName: 'a.jpg',
      motion: { bytes: MOTION, fileName: 'a.mov' },
    });
    await server.client.upload({ bytes: 'another', fileName: 'b.jpg', fields: { deviceAssetId: 'asset-2' } });
  });
  afterEach(() => server.close());

  const fileOf = (name: string): string => `${server.dataDir}/originals/ada/2024/05/${name}`;

  /** What devices are told of the two: the ids that exist, and what is to be done with the bytes. */
  async function told(
    client: TestClient,
  ): Promise<{ existing: readonly string[]; actions: readonly string[] }> {
    const exist = { deviceId: 'device-1', deviceAssetIds: ['asset-1', 'asset-2'] };
    const check = { assets: [STILL, 'another'].map((bytes) => ({ id: bytes, checksum: sha1(bytes) })) };
    const { results } = (await client.post('/assets/bulk-upload-check', check)).body;
    return {
      existing: (await client.post('/assets/exist', exist)).body.existingIds,
      actions: results.map(({ action }: { action: string }) => action),
    };
  }
  const ALL = { existing: ['asset-1', 'asset-2'], actions: ['reject', 'reject'] };
  const WITHOUT_FIRST = { existing: ['asset-2'], actions: ['accept', 'reject'] };

  it.each([
    ['is gone', () => rm(fileOf('a.jpg'))],
    ['is short', () => truncate(fileOf('a.jpg'), 3)],
    ['has a motion part that is gone', () => rm(fileOf('a.mov'))],
  ])(
    '[H15] is asked for again at once when it %s, and known again when it was put back',
    async (_name, lose) => {
      expect(await told(server.client)).toEqual(ALL);
      await lose();
      expect(await told(server.client)).toEqual(WITHOUT_FIRST);
      const again = { bytes: STILL, fileName: 'a.jpg', motion: { bytes: MOTION, fileName: 'a.mov' } };
      const answer = await server.client.upload({ ...again, headers: { 'x-immich-checksum': sha1(STILL) } });
      expect(answer).toMatchObject({ status: 200, body: { status: 'duplicate' } });
      expect(await told(server.client)).toEqual(ALL);
    },
  );

  it('[H15] is asked for again when it went while the server was stopped', async () => {
    await server.server.close();
    await rm(fileOf('a.jpg'));
    const again = await openServer(testConfig(server.dataDir));
    try {
      const client = new TestClient(again.url);
      await client.login('ada@example.org', PASSWORD);
      expect(await told(client)).toEqual(WITHOUT_FIRST);
    } finally {
      await again.close();
    }
  });

  it('[H15] is believed at once when the disk was only away', async () => {
    const away = `${server.dataDir}/away`;
    await rename(fileOf(''), away);
    expect(await told(server.client)).toEqual({ existing: [], actions: ['accept', 'accept'] });
    expect(server.rowCount('findings')).toBe(0);
    await rename(away, fileOf(''));
    expect(await told(server.client)).toEqual(ALL);
  });
});
