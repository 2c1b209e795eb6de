import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const UNKNOWN = '9f6c1d0a-3b52-4a77-8d57-0a3a4a8ef001';

describe('albums', () => {
  let server: TestServer;
  let ids: string[];
  beforeAll(async () => {
    server = await openTestServer();
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((bytes) => server.client.upload({ bytes, fileName: `${bytes}.jpg` })),
    );
    ids = answers.map(({ body }) => body.id);
  });
  afterAll(() => server.close());

  const named = (name: string, assetIds: readonly string[]) =>
    server.client.post(`/albums/${encodeURIComponent(name)}/assets`, { assetIds });
  const albumsNamed = async (name: string) =>
    (await server.client.list('/albums')).filter(({ albumName }) => albumName === name);

  it.each(['50/50 ✓', 'a%2Fb', '100%', '?#&', 'Ferien 🏖', ' x ', 'é'.repeat(1000)])(
    '[S1] adds to the album named %j, and makes it once',
    async (name) => {
      expect((await named(name, ids.slice(0, 1))).body).toEqual([{ id: ids[0], success: true }]);
      expect((await named(name, ids.slice(0, 2))).body).toEqual([
        { id: ids[0], success: false, error: 'duplicate' },
        { id: ids[1], success: true },
      ]);
      expect(await albumsNamed(name)).toMatchObject([{ assetCount: 2 }]);
    },
  );

  it('[S1] takes two Unicode forms of a name for the same', async () => {
    await named('Caf\u00e9', ids.slice(0, 1));
    await named('Cafe\u0301', ids.slice(1, 2));
    expect(await albumsNamed('Caf\u00e9')).toMatchObject([{ assetCount: 2 }]);
  });

  it('[S1] makes one album when two requests name it at once', async () => {
    await Promise.all([0, 1, 2].map((n) => named('at once', ids.slice(n, n + 1))));
    expect(await albumsNamed('at once')).toMatchObject([{ assetCount: 3 }]);
  });

  it('creates, shows, changes and deletes an album', async () => {
    const { client } = server;
    const created = await client.post('/albums', { albumName: 'Trip', description: 'd', assetIds: ids });
    expect(created).toMatchObject({ status: 201, body: { albumName: 'Trip', assetCount: 3 } });
    const { id } = created.body;
    const shown = (await client.get(`/albums/${id}`)).body;
    expect(shown.assets.map((asset) => asset.id).sort()).toEqual([...ids].sort());
    expect((await client.get(`/albums/${id}?withoutAssets=true`)).body.assets).toEqual([]);
    expect((await client.list(`/albums?assetId=${ids[0]}`)).map((album) => album.id)).toContain(id);
    const changed = await client.send('PATCH', `/albums/${id}`, { albumName: 'Journey' });
    expect(changed.body).toMatchObject({ albumName: 'Journey', description: 'd' });
    const removed = await client.send('DELETE', `/albums/${id}/assets`, { ids: [ids[0], ids[0], UNKNOWN] });
    expect(removed.body).toEqual([
      { id: ids[0], success: true },
      { id: ids[0], success: false, error: 'not_found' },
      { id: UNKNOWN, success: false, error: 'not_found' },
    ]);
    const again = await client.send('PUT', `/albums/${id}/assets`, {
      ids: [ids[0], ids[0], ids[1], UNKNOWN],
    });
    expect(again.body).toMatchObject([
      { success: true },
      { error: 'duplicate' },
      { error: 'duplicate' },
      { error: 'not_found' },
    ]);
    expect((await client.send('DELETE', `/albums/${id}`)).status).toBe(204);
    expect((await client.get(`/albums/${id}`)).status).toBe(404);
    expect((await client.get(`/assets/${ids[0]}`)).status).toBe(200);
  });

  it('[H8] hides albums from other users, and takes no foreign asset in', async () => {
    const other = await server.addClient('mallory');
    const { id } = (await server.client.post('/albums', { albumName: 'Mine', assetIds: ids })).body;
    for (const [method, path, body] of [
      ['GET', `/albums/${id}`, undefined],
      ['PATCH', `/albums/${id}`, { albumName: 'Stolen' }],
      ['DELETE', `/albums/${id}`, undefined],
      ['PUT', `/albums/${id}/assets`, { ids }],
      ['DELETE', `/albums/${id}/assets`, { ids }],
    ] as const)
      expect((await other.send(method, path, body)).status).toBe(404);
    expect((await other.get('/albums')).body).toEqual([]);
    expect((await other.get(`/albums?assetId=${ids[0]}`)).body).toEqual([]);
    const foreign = await other.post('/albums/Mine/assets', { assetIds: [ids[0], UNKNOWN] });
    expect(foreign.body).toMatchObject([{ error: 'not_found' }, { error: 'not_found' }]);
    expect((await server.client.get(`/albums/${id}`)).body).toMatchObject({
      albumName: 'Mine',
      assetCount: 3,
    });
  });
});
