import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assetHeader, ResumableClient, shaDigest } from '../testing/resumable-client.ts';
import { sha1 } from '../testing/test-client.ts';
import { filesBelow } from '../testing/files-below.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const BYTES = Buffer.from('the bytes of a video, more or less');
const HALF = 17;

describe('resumable uploads', () => {
  let server: TestServer;
  let resumable: ResumableClient;
  beforeEach(async () => {
    server = await openTestServer();
    resumable = new ResumableClient(server.client);
  });
  afterEach(() => server.close());

  /** Nothing is under way and nothing is kept. */
  async function expectNothing(): Promise<void> {
    expect(await server.originals()).toEqual([]);
    expect(await filesBelow(`${server.dataDir}/uploads`)).toEqual([]);
    for (const table of ['assets', 'uploads', 'claims', 'reservations'])
      expect(server.rowCount(table)).toBe(0);
  }

  it('[H11] answers an upload in one request as POST /assets does, and announces its address at once', async () => {
    const answer = await resumable.create(BYTES, { 'repr-digest': shaDigest(BYTES) });
    expect(answer.status).toBe(201);
    expect(answer.headers['upload-complete']).toBe('?1');
    expect(answer.headers['repr-digest']).toBe(shaDigest(BYTES));
    expect(answer.body).toMatchObject({
      status: 'created',
      checksum: sha1(BYTES, 'base64'),
      deviceAssetId: 'asset-1',
      deviceId: 'device-1',
      livePhotoVideoId: null,
    });
    const [first] = answer.interim;
    expect(first?.status).toBe(104);
    expect(first?.headers['upload-draft-interop-version']).toBe('8');
    expect(first?.headers.location).toMatch(/^\/api\/uploads\/[0-9a-f]{32}$/);
    expect(first?.headers['upload-limit']).toContain('max-age=604800');
    const original = await server.client.download(answer.body.id);
    expect(Buffer.from(await original.arrayBuffer())).toEqual(BYTES);
    expect(await server.originals()).toEqual(['ada/2024/05/IMG_0001.mp4']);
    expect(await filesBelow(`${server.dataDir}/uploads`)).toEqual([]);
  });

  it('[H11] takes an upload in parts, tells how far it is, and gives its last answer again', async () => {
    const location = await resumable.begin({ 'upload-length': String(BYTES.length) });
    const appended = await resumable.append(location, 0, BYTES.subarray(0, HALF), {
      'upload-complete': '?0',
    });
    expect(appended).toMatchObject({
      status: 204,
      headers: { 'upload-complete': '?0', 'upload-offset': '17' },
    });
    const head = await resumable.head(location);
    expect(head).toMatchObject({
      status: 204,
      headers: {
        'upload-offset': '17',
        'upload-complete': '?0',
        'upload-length': String(BYTES.length),
        'cache-control': 'no-store',
      },
    });
    expect(await resumable.send('GET', location, undefined, {})).toMatchObject({ status: 409 });
    const last = await resumable.append(location, HALF, BYTES.subarray(HALF));
    expect(last).toMatchObject({ status: 201, body: { checksum: sha1(BYTES, 'base64') } });
    expect((await resumable.head(location)).headers).toMatchObject({
      'upload-offset': String(BYTES.length),
      'upload-complete': '?1',
      'repr-digest': shaDigest(BYTES),
    });
    expect(await resumable.send('GET', location, undefined, {})).toMatchObject({
      status: 200,
      body: last.body,
    });
    const again = await resumable.append(location, BYTES.length, undefined);
    expect(again).toMatchObject({ status: 400, body: { answer: last.body } });
    expect(again.body.type).toMatch(/#completed-upload$/);
    const more = await resumable.append(location, BYTES.length, BYTES);
    expect(more.body.type).toMatch(/#inconsistent-upload-length$/);
    expect(await server.originals()).toHaveLength(1);
  });

  it('[H11] goes by the query where the platform wrote its own fields of the draft, and tells it of nothing meanwhile', async () => {
    const location = await resumable.begin({ 'upload-length': String(BYTES.length) });
    // As iOS does, for which each request is an upload of its own.
    const own = { 'upload-complete': '?0, ?1', 'upload-offset': undefined, 'upload-length': String(HALF) };
    const at = (offset: number, complete: boolean): string =>
      `${location}?offset=${offset}&complete=${complete}`;
    const appended = await resumable.append(at(0, false), 0, BYTES.subarray(0, HALF), own);
    expect(appended).toMatchObject({ status: 204, headers: { 'upload-offset': '17' }, interim: [] });
    const elsewhere = await resumable.append(at(3, false), 3, BYTES.subarray(0, 3), own);
    expect(elsewhere).toMatchObject({ status: 409, headers: { 'upload-offset': '17' } });
    const last = await resumable.append(at(HALF, true), HALF, BYTES.subarray(HALF), {
      ...own,
      'upload-complete': '?0',
      'upload-length': '1',
    });
    expect(last).toMatchObject({ status: 201, body: { checksum: sha1(BYTES, 'base64') }, interim: [] });
  });

  it.each([
    'offset=0',
    'complete=true',
    'offset=-1&complete=true',
    'offset=&complete=true',
    'offset=0&complete=1',
  ])('[H11] refuses a query that does not say both, and disturbs nothing: %s', async (query) => {
    const location = await resumable.begin();
    await resumable.append(location, 0, BYTES.subarray(0, HALF), { 'upload-complete': '?0' });
    const refused = await resumable.append(`${location}?${query}`, HALF, BYTES.subarray(HALF));
    expect(refused).toMatchObject({ status: 400, interim: [] });
    expect(await resumable.offsetOf(location)).toBe(HALF);
  });

  it('[H11] completes with a request that brings nothing', async () => {
    const location = await resumable.begin();
    await resumable.append(location, 0, BYTES, { 'upload-complete': '?0' });
    const last = await resumable.append(location, BYTES.length, undefined);
    expect(last).toMatchObject({ status: 201, body: { checksum: sha1(BYTES, 'base64') } });
  });

  it('[H11] answers what it has already before the body, and remembers the name that the device gives it', async () => {
    const { body } = await server.client.upload({ bytes: BYTES, fileName: 'a.mp4' });
    const { request, answer } = resumable.open('POST', '/api/uploads', {
      'content-length': String(BYTES.length),
      'upload-complete': '?1',
      'repr-digest': shaDigest(BYTES),
      'x-keepsake-asset': assetHeader({ deviceAssetId: 'another name' }),
    });
    expect(await answer).toMatchObject({ status: 200, body: { id: body.id, status: 'duplicate' } });
    expect((await answer).interim).toEqual([]);
    request.destroy();
    const names = { deviceAssetIds: ['another name'], deviceId: 'device-1' };
    expect((await server.client.post('/assets/exist', names)).body.existingIds).toEqual(['another name']);
    expect(server.rowCount('uploads')).toBe(0);
  });

  it('[H11] finds at the end that it has the bytes already, and keeps them once', async () => {
    const { body } = await server.client.upload({ bytes: BYTES, fileName: 'a.mp4' });
    const answer = await resumable.create(BYTES);
    expect(answer).toMatchObject({ status: 200, body: { id: body.id, status: 'duplicate' } });
    expect(await server.originals()).toHaveLength(1);
  });

  it('[H13] takes out of the trash what is uploaded again, by its digest and by its bytes', async () => {
    const { body } = await server.client.upload({ bytes: BYTES, fileName: 'a.mp4' });
    for (const headers of [{ 'repr-digest': shaDigest(BYTES) }, {}]) {
      await server.client.send('DELETE', '/assets', { ids: [body.id] });
      expect(await resumable.create(BYTES, headers)).toMatchObject({ status: 200, body: { id: body.id } });
      expect((await server.client.get(`/assets/${body.id}`)).body).toMatchObject({ isTrashed: false });
    }
  });

  it('[H11] refuses bytes that are not those of Repr-Digest, and keeps nothing', async () => {
    const whole = await resumable.create(BYTES, { 'repr-digest': shaDigest(Buffer.from('others')) });
    expect(whole).toMatchObject({
      status: 400,
      headers: { 'upload-complete': '?1', 'content-type': 'application/problem+json; charset=utf-8' },
      body: { code: 'checksum-mismatch' },
    });
    const location = await resumable.begin({
      'repr-digest': `sha-256=:${Buffer.alloc(32).toString('base64')}:`,
    });
    expect(await resumable.append(location, 0, BYTES)).toMatchObject({
      status: 400,
      headers: { 'upload-complete': '?1' },
    });
    expect((await resumable.head(location)).status).toBe(404);
    await expectNothing();
  });

  it('[H11] appends nothing of a content that is not what its Content-Digest says', async () => {
    const location = await resumable.begin({ 'repr-digest': shaDigest(BYTES) });
    await resumable.append(location, 0, BYTES.subarray(0, HALF), { 'upload-complete': '?0' });
    const wrong = await resumable.append(location, HALF, Buffer.from('damaged on the way'), {
      'content-digest': shaDigest(BYTES.subarray(HALF)),
    });
    expect(wrong).toMatchObject({
      status: 400,
      headers: { 'upload-offset': '17' },
      body: { code: 'checksum-mismatch' },
    });
    expect(await resumable.offsetOf(location)).toBe(HALF);
    const right = { 'content-digest': shaDigest(BYTES.subarray(HALF)) };
    expect((await resumable.append(location, HALF, BYTES.subarray(HALF), right)).status).toBe(201);
  });

  it('[H11] gives up an upload that brings more than its length', async () => {
    const location = await resumable.begin({ 'upload-length': '20' });
    const over = await resumable.append(location, 0, BYTES, {
      'upload-complete': '?0',
      'content-length': undefined,
      'transfer-encoding': 'chunked',
    });
    expect(over).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    expect(over.body.type).toMatch(/#inconsistent-upload-length$/);
    expect((await resumable.head(location)).status).toBe(404);
    await expectNothing();
  });

  it('[H11] can be cancelled, and is then unknown; the asset of a complete one stays', async () => {
    const location = await resumable.begin();
    await resumable.append(location, 0, BYTES, { 'upload-complete': '?0' });
    expect((await resumable.send('DELETE', location, undefined, {})).status).toBe(204);
    expect((await resumable.head(location)).status).toBe(404);
    expect((await resumable.send('DELETE', location, undefined, {})).status).toBe(404);
    await expectNothing();
    const complete = await resumable.create(BYTES);
    const address = complete.interim[0]?.headers.location ?? '';
    expect((await resumable.send('DELETE', address, undefined, {})).status).toBe(204);
    expect((await server.client.get(`/assets/${complete.body.id}`)).status).toBe(200);
  });

  it('[H11] tells its limits to whoever asks, and names the methods that it takes', async () => {
    for (const path of ['/api/uploads', '/api/uploads/0123456789abcdef0123456789abcdef']) {
      const { status, headers } = await resumable.send('OPTIONS', path, undefined, {
        authorization: undefined,
      });
      expect(status).toBe(204);
      expect(headers['accept-patch']).toBe('application/partial-upload');
      expect(headers['upload-limit']).toMatch(
        /max-size=\d+, min-size=1, max-append-size=\d+, min-append-size=0, max-age=604800/,
      );
    }
    expect(await resumable.send('PUT', '/api/uploads', undefined, {})).toMatchObject({
      status: 405,
      headers: { allow: 'POST, OPTIONS' },
    });
  });

  it('[H11] links a Live Photo: the hidden motion part first, then the still', async () => {
    const motion = await resumable.create(BYTES, {
      'x-keepsake-asset': assetHeader({ visibility: 'hidden' }),
    });
    const still = await resumable.create(Buffer.from('a still'), {
      'x-keepsake-asset': assetHeader({ fileName: 'IMG_0001.heic', livePhotoVideoId: motion.body.id }),
    });
    expect(still).toMatchObject({ status: 201, body: { livePhotoVideoId: motion.body.id } });
    expect((await server.client.get('/assets/statistics')).body.total).toBe(1);
  });

  it('[H8] shows, takes and cancels nothing of another user, and does not disturb a running request', async () => {
    const stranger = new ResumableClient(await server.addClient('bob'));
    const { request, answer, announced } = resumable.open('POST', '/api/uploads', {
      'content-length': String(BYTES.length),
      'upload-complete': '?1',
      'x-keepsake-asset': assetHeader(),
    });
    const location = (await announced).location ?? '';
    request.write(BYTES.subarray(0, HALF));
    const unknown = '/api/uploads/0123456789abcdef0123456789abcdef';
    const ask = async (address: string) => [
      await stranger.head(address),
      await stranger.append(address, 0, BYTES),
      await stranger.send('GET', address, undefined, {}),
      await stranger.send('DELETE', address, undefined, {}),
    ];
    const strip = (answers: Awaited<ReturnType<typeof ask>>) =>
      answers.map(({ status, body }) => [status, body.code, body.message]);
    expect(strip(await ask(location))).toEqual(strip(await ask(unknown)));
    request.end(BYTES.subarray(HALF));
    expect((await answer).status).toBe(201);
    expect((await stranger.head(location)).status).toBe(404);
  });
});
