import { randomUUID } from 'node:crypto';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { routes } from '@keepsake/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore, OpenBlob } from '../storage/blob-store.ts';
import { flipOneBit } from '../testing/rot.ts';
import { sha1, type TestAnswer } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('POST /assets/verify', () => {
  let server: TestServer;
  let log = '';
  let now = new Date('2026-01-01T00:00:00.000Z');
  beforeEach(async () => {
    now = new Date('2026-01-01T00:00:00.000Z');
    const logStream = new Writable({
      write(chunk, _encoding, done) {
        log += String(chunk);
        done();
      },
    });
    server = await openTestServer({ logLevel: 'warn' }, { now: () => now, logStream });
  });
  afterEach(() => server.close());

  const fileOf = (name: string): string => `${server.dataDir}/originals/ada/2024/05/${name}`;
  const verify = (body: unknown): Promise<TestAnswer> => server.client.post('/assets/verify', body);
  const keep = async (bytes: string, fileName: string): Promise<string> =>
    (await server.client.upload({ bytes, fileName })).body.id;

  it('[H15] answers in the order asked, by id and by checksum, and knows nothing of others', async () => {
    const id = await keep('mine', 'mine.jpg');
    const bob = await server.addClient('bob');
    const foreign = (await bob.upload({ bytes: 'his', fileName: 'his.jpg' })).body.id;
    const nobodys = randomUUID();
    const checksums = [sha1('his'), sha1('mine', 'base64'), sha1('mine')];
    const { status, body } = await verify({ ids: [foreign, id, nobodys], checksums });
    expect(status).toBe(200);
    const unknown = {
      ...{ state: 'unknown', stored: false, assetId: null, sizeInBytes: null, checksum: null },
      ...{ isTrashed: false, rereadAt: null, isReread: false, wasDeleted: false, motionParts: [] },
    };
    const mine = {
      ...{ state: 'stored', stored: true, assetId: id, sizeInBytes: 4, checksum: sha1('mine', 'base64') },
      ...{ isTrashed: false, rereadAt: null, isReread: false, wasDeleted: false, motionParts: [] },
    };
    expect(body.results).toEqual([
      { asked: foreign, ...unknown },
      { asked: id, ...mine },
      { asked: nobodys, ...unknown },
      { asked: checksums[0], ...unknown },
      { asked: checksums[1], ...mine },
      { asked: checksums[2], ...mine },
    ]);
  });

  it('[H15] tells what its owner deleted for good from what was never here, until it comes again', async () => {
    const id = await keep('unwanted', 'unwanted.jpg');
    const checksums = [sha1('unwanted'), sha1('never here')];
    const wereDeleted = async (client = server.client): Promise<unknown> => {
      const { results } = routes.verifyAssets.answers[200].parse(
        (await client.post('/assets/verify', { checksums })).body,
      );
      return results.map(({ wasDeleted }) => wasDeleted);
    };
    await server.client.send('DELETE', '/assets', { ids: [id] });
    expect(await wereDeleted()).toEqual([false, false]);
    await server.client.send('DELETE', '/assets', { ids: [id], force: true });
    expect(await wereDeleted()).toEqual([true, false]);
    // What one person deleted is nothing to another.
    const bob = await server.addClient('bob');
    expect(await wereDeleted(bob)).toEqual([false, false]);
    await keep('unwanted', 'unwanted.jpg');
    expect(await wereDeleted()).toEqual([false, false]);
    expect((await verify({ checksums })).body).toMatchObject({
      deletionsKnownSince: new Date(0).toISOString(),
    });
  });

  it('[H15] finds one flipped bit when the bytes are read again, and does not forget it', async () => {
    const whole = await keep('the whole one', 'whole.jpg');
    const rotten = await keep('the rotten one', 'rotten.jpg');
    await flipOneBit(fileOf('rotten.jpg'));
    const ids = [rotten, whole];
    expect((await verify({ ids })).body.results).toMatchObject([{ state: 'stored' }, { state: 'stored' }]);
    now = new Date('2026-02-01T00:00:00.000Z');
    const { status, body } = await verify({ ids, deep: true });
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { state: 'damaged', stored: false, isReread: true, rereadAt: null },
      { state: 'stored', stored: true, isReread: true, rereadAt: '2026-02-01T00:00:00.000Z' },
    ]);
    expect((await verify({ ids })).body.results).toMatchObject([
      { state: 'damaged', stored: false, isReread: false },
      { state: 'stored', isReread: false, rereadAt: '2026-02-01T00:00:00.000Z' },
    ]);
  });

  it('[H15] says in the log what is found, and that it is right again, once', async () => {
    const id = await keep('logged', 'logged.jpg');
    const lost = await keep('lost', 'lost.jpg');
    await flipOneBit(fileOf('logged.jpg'));
    await rm(fileOf('lost.jpg'));
    log = '';
    for (let n = 0; n < 3; n += 1) await verify({ ids: [id, lost], deep: n > 0 });
    const told = (): unknown[] =>
      log
        .split('\n')
        .filter((line) => line.includes('an original'))
        .map((line) => JSON.parse(line) as unknown);
    expect(told()).toMatchObject([
      { level: 50, msg: 'an original is missing', asset: lost, path: 'ada/2024/05/lost.jpg' },
      { level: 50, msg: 'an original is damaged', asset: id, path: 'ada/2024/05/logged.jpg' },
    ]);
    await writeFile(fileOf('logged.jpg'), 'logged');
    for (let n = 0; n < 2; n += 1) await verify({ ids: [id], deep: true });
    expect(told().slice(2)).toMatchObject([
      { level: 40, msg: 'an original that was damaged is right again' },
    ]);
  });

  it('[H15] takes a proof back when what was proven is found damaged later', async () => {
    const id = await keep('proven', 'proven.jpg');
    expect((await verify({ ids: [id], deep: true })).body.results).toMatchObject([
      { rereadAt: now.toISOString() },
    ]);
    await flipOneBit(fileOf('proven.jpg'));
    expect((await verify({ ids: [id], deep: true })).body.results).toMatchObject([{ rereadAt: null }]);
  });

  it.each([false, true])('[H15] tells of a file that is gone or cut, deep: %s', async (deep) => {
    const ids = [await keep('gone', 'gone.jpg'), await keep('cut short', 'cut.jpg')];
    await rm(fileOf('gone.jpg'));
    await writeFile(fileOf('cut.jpg'), 'cut');
    expect(await verify({ ids, deep })).toMatchObject({
      status: 200,
      body: {
        results: [
          { state: 'missing', stored: false },
          { state: 'damaged', stored: false },
        ],
      },
    });
  });

  it('[H15] calls a Live Photo stored only with its motion part', async () => {
    const still = { bytes: 'still', fileName: 'live.jpg' };
    const { body } = await server.client.upload({
      ...still,
      motion: { bytes: 'moving', fileName: 'live.mov' },
    });
    await flipOneBit(fileOf('live.mov'));
    expect((await verify({ ids: [body.id], deep: true })).body.results).toMatchObject([
      {
        ...{ state: 'stored', stored: false },
        motionParts: [
          { assetId: body.livePhotoVideoId, state: 'damaged', checksum: sha1('moving', 'base64') },
        ],
      },
    ]);
  });

  it('[H15] says of what lies in the trash that it does', async () => {
    const id = await keep('trashed', 'trashed.jpg');
    await server.client.send('DELETE', '/assets', { ids: [id] });
    expect((await verify({ ids: [id] })).body.results).toMatchObject([{ state: 'stored', isTrashed: true }]);
  });

  it('[H15] calls nothing damaged that it cannot open', async () => {
    const id = await keep('locked', 'locked.jpg');
    await rm(fileOf('locked.jpg'));
    await symlink('locked.jpg', fileOf('locked.jpg'));
    for (const deep of [false, true])
      expect((await verify({ ids: [id], deep })).body.results).toMatchObject([{ state: 'unreadable' }]);
    expect(server.rowCount('findings')).toBe(0);
  });

  it.each([
    ['nothing', {}],
    ['an id that is none', { ids: ['x'] }],
    ['a checksum that is none', { checksums: ['x'] }],
    ['more than 5,000', { checksums: Array<string>(5001).fill(sha1('x')) }],
    ['more than 1,000 to be read', { checksums: Array<string>(1001).fill(sha1('x')), deep: true }],
  ])('[H15] refuses %s', async (_name, body) => {
    expect(await verify(body)).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });
});

it('[H15] stops reading when who asked has left', async () => {
  const streams: Readable[] = [];
  const server = await openTestServer({}, { decorateStore: (store) => readSlowly(store, streams) });
  try {
    const bytes = Buffer.alloc(64 * 1024 * 1024, 7);
    const { body } = await server.client.upload({ bytes, fileName: 'large.mp4' });
    const call = request(`${server.client.api}/assets/verify`, {
      method: 'POST',
      headers: { ...server.client.authorization, 'content-type': 'application/json' },
    });
    call.on('error', () => undefined);
    call.end(JSON.stringify({ ids: [body.id], deep: true }));
    await expect.poll(() => streams.length).toBe(1);
    call.destroy();
    await expect.poll(() => streams[0]?.destroyed, { timeout: 2000 }).toBe(true);
    expect(streams[0]?.readableEnded).toBe(false);
    const again = await server.client.post('/assets/verify', { ids: [body.id] });
    expect(again.body.results).toMatchObject([{ state: 'stored', rereadAt: null }]);
  } finally {
    await server.close();
  }
});

/** A disk that takes 5 seconds for what the test reads. */
function readSlowly(store: BlobStore, streams: Readable[]): BlobStore {
  return new Proxy(store, {
    get: (_target, name) => {
      if (name !== 'open') return (store[name as keyof BlobStore] as () => unknown).bind(store);
      return async (path: string): Promise<OpenBlob> => {
        const blob = await store.open(path);
        const read: OpenBlob['read'] = (range) => {
          const stream = blob.read(range);
          streams.push(stream);
          return Readable.from(slowed(stream));
        };
        return { ...blob, read };
      };
    },
  });
}

async function* slowed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    await setTimeout(20);
    yield chunk;
  }
}
