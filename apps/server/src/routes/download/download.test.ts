import { execFile } from 'node:child_process';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errnoOf } from '../../errors/from-errno.ts';
import { openRaw } from '../../testing/raw-request.ts';
import { readZip } from '../../testing/read-zip.ts';
import { flipOneBit } from '../../testing/rot.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const UNKNOWN = '9f6c1d0a-3b52-4a77-8d57-0a3a4a8ef001';
const EMPTY_ZIP_BYTES = 98;

describe('downloads', () => {
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    server = await openTestServer();
    folder = await mkdtemp(path.join(tmpdir(), 'keepsake-download-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const fields = (second: number, modified = '2024-05-06T07:08:09.000Z') => ({
    fileCreatedAt: `2024-05-06T07:08:0${second}.000Z`,
    fileModifiedAt: modified,
  });
  const post = (words: object) =>
    fetch(`${server.client.api}/download/archive`, {
      method: 'POST',
      headers: { ...server.client.authorization, 'content-type': 'application/json' },
      body: JSON.stringify(words),
    });
  const albumOf = async (name: string, assetIds: readonly string[]): Promise<string> =>
    (await server.client.post('/albums', { albumName: name, assetIds })).body.id;
  const getAlbum = (id: string, method = 'GET') =>
    fetch(`${server.client.api}/albums/${id}/archive`, { method, headers: server.client.authorization });

  /** Keeps an answer as a file, has the system's unzip test it where there is one, and reads it. */
  async function unpack(answer: Response) {
    expect(answer.status).toBe(200);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    const file = path.join(folder, 'archive.zip');
    await writeFile(file, bytes);
    await promisify(execFile)('unzip', ['-tq', file]).catch((error: unknown) => {
      // An empty archive is a warning to it, and not every machine has it.
      if (errnoOf(error) !== 'ENOENT' && bytes.length > EMPTY_ZIP_BYTES) throw error;
    });
    const handle = await open(file);
    try {
      return await Promise.all(
        (await readZip(handle)).map(async ({ name, modifiedAt, read }) => ({
          name,
          modified: modifiedAt.toISOString(),
          text: String(await read()),
        })),
      );
    } finally {
      await handle.close();
    }
  }

  it('packs an album: every part, under names that are all different, with times and bytes as they were', async () => {
    const live = {
      bytes: 'still',
      fileName: 'IMG.HEIC',
      fields: fields(3, '2024-05-06T07:08:07.000Z'),
      motion: { bytes: 'moving', fileName: 'IMG.MOV' },
      sidecar: { bytes: '<x/>', fileName: 'IMG.xmp' },
    };
    const ids = [
      (await server.client.upload(live)).body.id,
      (await server.client.upload({ bytes: 'second', fileName: 'img.heic', fields: fields(2) })).body.id,
      (
        await server.client.upload({
          bytes: 'old',
          fields: { ...fields(1, '1955-11-05T00:00:00.000Z'), filename: 'Über "50" ✓.jpg' },
        })
      ).body.id,
    ];
    const album = await albumOf('Ferien ✓', ids);
    const trashed = (await server.client.upload({ bytes: 'trashed', fileName: 'trashed.jpg' })).body.id;
    await server.client.send('PUT', `/albums/${album}/assets`, { ids: [trashed] });
    await server.client.send('DELETE', '/assets', { ids: [trashed] });

    const answer = await getAlbum(album);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/zip',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringContaining("filename*=UTF-8''Ferien%20%E2%9C%93.zip") as string,
    });
    expect(await unpack(answer)).toEqual([
      { name: 'IMG.HEIC', modified: '2024-05-06T07:08:07.000Z', text: 'still' },
      { name: 'IMG.MOV', modified: '2024-05-06T07:08:07.000Z', text: 'moving' },
      { name: 'IMG.HEIC.xmp', modified: '2024-05-06T07:08:07.000Z', text: '<x/>' },
      { name: 'img (2).heic', modified: '2024-05-06T07:08:09.000Z', text: 'second' },
      // The format has no time before 1970.
      { name: 'Über _50_ ✓.jpg', modified: '1970-01-01T00:00:00.000Z', text: 'old' },
    ]);
    const head = await getAlbum(album, 'HEAD');
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(head.headers.get('content-length')).toBe(answer.headers.get('content-length'));
  });

  it('packs a selection as it was planned, each part once', async () => {
    const live = (
      await server.client.upload({
        bytes: 'chosen',
        fileName: 'LIVE.HEIC',
        motion: { bytes: 'chosen, moving', fileName: 'LIVE.MOV' },
      })
    ).body;
    const other = (await server.client.upload({ bytes: 'other', fileName: 'other.jpg' })).body;
    const chosen = { assetIds: [live.id, other.id] };
    const whole = await server.client.post('/download/info', chosen);
    expect(whole).toMatchObject({ status: 200, body: { totalSize: 25, archives: [{ size: 25 }] } });
    const { archives } = (await server.client.post('/download/info', { ...chosen, archiveSize: 20 })).body;
    expect(archives).toHaveLength(2);
    const planned = archives.find(({ assetIds }) => assetIds.includes(live.id));
    expect(planned).toEqual({ size: 20, assetIds: [live.id, live.livePhotoVideoId] });
    const entries = await unpack(await post({ assetIds: planned?.assetIds, archiveName: '../x' }));
    expect(entries.map(({ name }) => name)).toEqual(['LIVE.HEIC', 'LIVE.MOV']);
    const me = (await server.client.get('/users/me')).body.id;
    expect((await server.client.post('/download/info', { userId: me })).body.totalSize).toBeGreaterThan(25);
    for (const bad of [{}, { ...chosen, userId: me }])
      expect((await server.client.post('/download/info', bad)).status).toBe(400);
  });

  it('packs an empty album', async () => {
    expect(await unpack(await getAlbum(await albumOf('Empty', [])))).toEqual([]);
  });

  it('[H8] packs nothing of somebody else', async () => {
    const other = await server.addClient('mallory');
    const foreign = (await other.upload({ bytes: 'theirs' })).body.id;
    const album = (await other.post('/albums', { albumName: 'Theirs', assetIds: [foreign] })).body.id;
    const user = (await other.get('/users/me')).body.id;
    expect((await post({ assetIds: [foreign] })).status).toBe(404);
    expect((await post({ assetIds: [UNKNOWN] })).status).toBe(404);
    expect((await getAlbum(album)).status).toBe(404);
    for (const words of [{ assetIds: [foreign] }, { albumId: album }, { userId: user }])
      expect((await server.client.post('/download/info', words)).status).toBe(404);
  });

  it('[H9][H15] packs what is whole, and names in a file what is lost or damaged', async () => {
    const upload = async (bytes: string, motion?: string) =>
      (
        await server.client.upload({
          bytes,
          fileName: `${bytes}.heic`,
          ...(motion !== undefined && { motion: { bytes: motion, fileName: `${bytes}.mov` } }),
        })
      ).body.id;
    const ids = [await upload('fine'), await upload('gone', 'still there'), await upload('rotting')];
    const dir = `${server.dataDir}/originals/ada/2024/05`;
    await rm(`${dir}/gone.heic`);
    await flipOneBit(`${dir}/rotting.heic`);
    await server.client.post('/assets/verify', { ids, deep: true });
    const album = await albumOf('Half', ids);
    for (const answer of [await getAlbum(album), await post({ assetIds: ids })]) {
      const entries = new Map((await unpack(answer)).map(({ name, text }) => [name, text]));
      expect([...entries.keys()].sort()).toEqual(['NOT-INCLUDED.txt', 'fine.heic', 'gone.mov']);
      expect(entries.get('NOT-INCLUDED.txt')).toContain(
        "rotting.heic: it is damaged on the server's disk\r\n",
      );
      expect(entries.get('NOT-INCLUDED.txt')).toContain(
        "gone.heic: the server's disk does not have it any more\r\n",
      );
    }
    expect(await (await post({ assetIds: ids.slice(2) })).json()).toMatchObject({ code: 'original-damaged' });
  });

  it('[H9] says before it begins that the only original is missing', async () => {
    const lost = (await server.client.upload({ bytes: 'lost', fileName: 'lost.jpg' })).body.id;
    await rm(`${server.dataDir}/originals/ada/2024/05/lost.jpg`);
    const answer = await post({ assetIds: [lost] });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'original-missing' });
  });

  it.runIf(process.platform === 'linux')(
    '[H9] leaves no descriptor when clients vanish in the middle',
    async () => {
      const bytes = Buffer.alloc(8 * 1024 * 1024, 'x');
      const { id } = (await server.client.upload({ bytes, fileName: 'large.mp4' })).body;
      const album = await albumOf('Large', [id]);
      const descriptors = async () => (await readdir('/proc/self/fd')).length;
      const before = await descriptors();
      for (const target of [`/api/albums/${album}/archive`, `/api/assets/${id}/original`])
        for (let n = 0; n < 5; n++) {
          const raw = await openRaw(server);
          raw.write(
            `GET ${target} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.client.token}\r\n\r\n`,
          );
          await raw.until('200 OK');
          raw.socket.destroy();
          await raw.closed;
        }
      await expect.poll(descriptors, { timeout: 10_000 }).toBeLessThanOrEqual(before);
    },
  );
});
