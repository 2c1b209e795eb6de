import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flipOneBit } from '../testing/rot.ts';
import { sha1, type TestAnswer } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('a damaged original', () => {
  let server: TestServer;
  let now = new Date('2026-01-01T00:00:00.000Z');
  beforeEach(async () => {
    server = await openTestServer({}, { now: () => now });
    now = new Date('2026-01-01T00:00:00.000Z');
  });
  afterEach(() => server.close());

  const bytes = 'the original';
  const upload = { bytes, fileName: 'a.jpg' };
  const announced = { ...upload, headers: { 'x-immich-checksum': sha1(bytes) } };
  const folder = 'ada/2024/05';
  const fileOf = (name: string): string => `${server.dataDir}/originals/${folder}/${name}`;
  const textOf = (name: string): Promise<string> => readFile(fileOf(name), 'utf8');
  const verify = (id: string, deep = true): Promise<TestAnswer> =>
    server.client.post('/assets/verify', { ids: [id], deep });

  async function keepDamaged(): Promise<string> {
    const { id } = (await server.client.upload(upload)).body;
    await flipOneBit(fileOf('a.jpg'));
    expect((await verify(id)).body.results).toMatchObject([{ state: 'damaged' }]);
    return id;
  }

  it('[H15] is asked for again: no client is told that the server has it', async () => {
    const id = await keepDamaged();
    const checksum = sha1(bytes);
    const check = { assets: [{ id: 'x', checksum }] };
    const exist = { deviceId: 'device-1', deviceAssetIds: ['asset-1'] };
    expect((await server.client.post('/assets/bulk-upload-check', check)).body.results).toEqual([
      { id: 'x', action: 'accept' },
    ]);
    expect((await server.client.post('/assets/exist', exist)).body.existingIds).toEqual([]);
    await server.client.upload(announced);
    expect((await server.client.post('/assets/bulk-upload-check', check)).body.results).toMatchObject([
      { action: 'reject', assetId: id },
    ]);
    expect((await server.client.post('/assets/exist', exist)).body.existingIds).toEqual(['asset-1']);
  });

  it.each([
    ['whose checksum is announced', announced],
    ['whose checksum is not announced', upload],
  ])('[H1] is put back by an upload %s, at no charge, and its bytes are kept beside', async (_name, sent) => {
    const id = await keepDamaged();
    const damaged = await textOf('a.jpg');
    server.setQuota(bytes.length);
    now = new Date('2026-03-04T00:00:00.000Z');
    const again = await server.client.upload({ ...sent, fileName: 'other-name.jpg' });
    expect(again).toMatchObject({ status: 200, body: { id, status: 'duplicate' } });
    expect(await server.originals()).toEqual([`${folder}/a.jpg`, `${folder}/a.jpg.damaged-2026-03-04`]);
    expect([await textOf('a.jpg'), await textOf('a.jpg.damaged-2026-03-04')]).toEqual([bytes, damaged]);
    expect(server.rowCount('claims')).toBe(0);
    expect(await server.staged()).toEqual([]);
    expect((await verify(id, false)).body.results).toMatchObject([{ state: 'stored', rereadAt: null }]);
  });

  it('[H1] is put back when only its size shows that it is damaged', async () => {
    const { id } = (await server.client.upload(upload)).body;
    await writeFile(fileOf('a.jpg'), 'cut');
    expect(await server.client.upload(announced)).toMatchObject({ status: 200, body: { id } });
    expect([await textOf('a.jpg'), await textOf('a.jpg.damaged-2026-01-01')]).toEqual([bytes, 'cut']);
  });

  it('[H1] is put back a second time on one day, and nothing is overwritten', async () => {
    await keepDamaged();
    await server.client.upload(announced);
    await writeFile(fileOf('a.jpg'), 'cut');
    await server.client.upload(announced);
    expect(await textOf('a.jpg')).toBe(bytes);
    expect(await textOf('a.jpg (2).damaged-2026-01-01')).toBe('cut');
    expect(await server.originals()).toHaveLength(3);
  });

  it('[U2] is put back when it is a motion part, and until then its photo is asked for again', async () => {
    const live = { ...announced, motion: { bytes: 'moving', fileName: 'a.mov' } };
    const { id } = (await server.client.upload(live)).body;
    await flipOneBit(fileOf('a.mov'));
    await verify(id);
    const check = { assets: [{ id: 'x', checksum: sha1(bytes) }] };
    const asked = async (): Promise<TestAnswer['body']['results']> =>
      (await server.client.post('/assets/bulk-upload-check', check)).body.results;
    expect(await asked()).toMatchObject([{ action: 'accept' }]);
    expect(await server.client.upload(live)).toMatchObject({ status: 200, body: { id } });
    expect(await textOf('a.mov')).toBe('moving');
    expect(await asked()).toMatchObject([{ action: 'reject' }]);
  });

  it('[H15] is no longer called so when its bytes are right again, and is not sent a second time', async () => {
    const id = await keepDamaged();
    await flipOneBit(fileOf('a.jpg'));
    expect(await server.client.upload(announced)).toMatchObject({ status: 200, body: { id } });
    expect(await server.originals()).toEqual([`${folder}/a.jpg`]);
    expect((await verify(id, false)).body.results).toMatchObject([{ state: 'stored' }]);
  });

  it('[H1] stays where it is when the upload that would put it back fails', async () => {
    await keepDamaged();
    const damaged = await textOf('a.jpg');
    // The still is put in place; then the transaction refuses, because a photo is no motion part of anything.
    const photo = (await server.client.upload({ bytes: 'a photo', fileName: 'b.jpg' })).body.id;
    const refused = await server.client.upload({ ...upload, fields: { livePhotoVideoId: photo } });
    expect(refused.status).toBe(400);
    expect(await textOf('a.jpg')).toBe(damaged);
    expect(await server.originals()).toEqual([`${folder}/a.jpg`, `${folder}/b.jpg`]);
    expect(server.rowCount('claims')).toBe(0);
  });

  it('[H13] is deleted for good with what was set aside of it', async () => {
    const id = await keepDamaged();
    await server.client.upload(announced);
    expect(await server.originals()).toHaveLength(2);
    await server.client.send('DELETE', '/assets', { ids: [id], force: true });
    expect(await server.originals()).toEqual([]);
    expect(server.rowCount('removals') + server.rowCount('findings')).toBe(0);
  });

  it('[H1] is put back once by uploads that come together', async () => {
    await keepDamaged();
    const answers = await Promise.all(Array.from({ length: 6 }, () => server.client.upload(announced)));
    for (const { status } of answers) expect([200, 503]).toContain(status);
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(await server.originals()).toEqual([`${folder}/a.jpg`, `${folder}/a.jpg.damaged-2026-01-01`]);
    expect(await textOf('a.jpg')).toBe(bytes);
  });
});
