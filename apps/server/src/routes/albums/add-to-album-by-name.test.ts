import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

it('[S1][H8] makes no album by a key that may only add to albums', async () => {
  const { id } = (await server.client.upload({ bytes: 'in an album' })).body;
  const made = await server.client.post('/api-keys', { name: 'adds', permissions: ['albumAsset.create'] });
  const byKey = { 'x-api-key': made.body.secret, authorization: '' };
  const add = (headers = {}): Promise<{ readonly status: number }> =>
    server.client.post('/albums/Holiday/assets', { assetIds: [id] }, headers);

  expect((await add(byKey)).status).toBe(403);
  expect(await server.client.list('/albums')).toEqual([]);
  expect((await add()).status).toBe(200);
  expect((await add(byKey)).status).toBe(200);
});
