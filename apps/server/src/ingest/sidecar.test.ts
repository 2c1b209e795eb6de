import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { BOUNDARY, DATES, END, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import { sha1 } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('a sidecar', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  it.each([
    ['another extension', { bytes: '<x/>', fileName: 'a.exe' }, 'unsupported-file-type'],
    ['no name', { bytes: '<x/>', fileName: 'xmp' }, 'unsupported-file-type'],
    ['more than 1 MiB', { bytes: Buffer.alloc(1024 * 1024 + 1), fileName: 'a.xmp' }, 'bad-field'],
  ])('[H6][H7] is refused with %s, and its original with it', async (_name, sidecar, code) => {
    for (const quotaBytes of [null, 100_000_000]) {
      server.setQuota(quotaBytes);
      const answer = await server.client.upload({ bytes: 'the original', sidecar });
      expect(answer).toMatchObject({ status: 400, body: { code } });
      expect(await server.originals()).toEqual([]);
      expect(await server.staged()).toEqual([]);
    }
  });

  it('[H6] may have just 1 MiB', async () => {
    const sidecar = { bytes: Buffer.alloc(1024 * 1024, 'x'), fileName: 'a.xmp' };
    expect((await server.client.upload({ bytes: 'just', sidecar })).status).toBe(201);
  });
});

describe('a sidecar that comes with what is kept already', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer();
  });
  afterEach(() => server.close());

  const photo = { bytes: 'the photo', fileName: 'a.jpg' };
  const first = { bytes: '<first/>', fileName: 'a.jpg.xmp' };
  const second = { bytes: '<the second/>', fileName: 'a.jpg.xmp' };
  const folder = 'ada/2024/05';
  const fileOf = (name: string): string => `${server.dataDir}/originals/${folder}/${name}`;
  const textOf = (name: string): Promise<string> => readFile(fileOf(name), 'utf8');
  const usage = async (): Promise<unknown> => (await server.client.get('/users/me')).body.quotaUsageInBytes;
  const expectRight = async (): Promise<void> => {
    expect((await runCommand(server.dataDir, ['check'])).out).toMatch(/ 0 charged wrongly/);
    expect(await runCommand(server.dataDir, ['check'])).toMatchObject({ code: 0 });
  };

  it.each<readonly [string, string, Record<string, string>]>([
    ['a photo', 'a.jpg', {}],
    ['a photo whose checksum is announced', 'a.jpg', { 'x-immich-checksum': sha1(photo.bytes) }],
    ['a video whose checksum is announced', 'a.mp4', { 'x-immich-checksum': sha1(photo.bytes) }],
  ])('[H1][H5] is kept beside %s that had none, and charged', async (_what, fileName, headers) => {
    const { id } = (await server.client.upload({ ...photo, fileName })).body;
    const answer = await server.client.upload({ ...photo, fileName, sidecar: first, headers });
    expect(answer).toMatchObject({ status: 200, body: { id, status: 'duplicate' } });
    expect(await server.originals()).toEqual([`${folder}/${fileName}`, `${folder}/${fileName}.xmp`]);
    expect(await textOf(`${fileName}.xmp`)).toBe(first.bytes);
    expect(await usage()).toBe(photo.bytes.length + first.bytes.length);
    await expectRight();
  });

  it('[H1] lies beside the photo also when that has another name and date by now', async () => {
    await server.client.upload({ ...photo, bytes: 'another photo' });
    await server.client.upload(photo);
    const fields = { fileCreatedAt: '2020-01-02T03:04:05.000Z' };
    await server.client.upload({ ...photo, fileName: 'renamed.jpg', fields, sidecar: first });
    expect(await textOf('a (2).jpg.xmp')).toBe(first.bytes);
  });

  it('[H1] takes the place of an earlier one, which stays; and the same bytes are kept once', async () => {
    await server.client.upload({ ...photo, sidecar: first });
    for (const sidecar of [second, second, first, second, first, first])
      expect(await server.client.upload({ ...photo, sidecar })).toMatchObject({ status: 200 });
    expect(await server.originals()).toEqual(
      ['a.jpg', 'a.jpg (2).xmp', 'a.jpg.xmp'].map((name) => `${folder}/${name}`).sort(),
    );
    expect(await textOf('a.jpg.xmp')).toBe(first.bytes);
    expect(await textOf('a.jpg (2).xmp')).toBe(second.bytes);
    expect(server.rowCount('earlier_sidecars')).toBe(1);
    expect(await usage()).toBe(photo.bytes.length + first.bytes.length + second.bytes.length);
    await expectRight();
  });

  it('[H13] goes with its photo, all earlier ones too, and gives their room back', async () => {
    const { id } = (await server.client.upload({ ...photo, sidecar: first })).body;
    await server.client.upload({ ...photo, sidecar: second });
    await server.client.send('DELETE', '/assets', { ids: [id] });
    await server.client.upload({ ...photo, sidecar: { bytes: '<third/>', fileName: 'a.xmp' } });
    expect((await server.client.get(`/assets/${id}`)).body.isTrashed).toBe(false);
    expect(await server.originals()).toHaveLength(4);
    await server.client.send('DELETE', '/assets', { ids: [id], force: true });
    await expect.poll(() => server.originals()).toEqual([]);
    expect(await usage()).toBe(0);
    expect(server.rowCount('removals')).toBe(0);
  });

  it('[H1][H4] is put back where its file was lost, at no charge', async () => {
    await server.client.upload({ ...photo, sidecar: first });
    await rm(fileOf('a.jpg.xmp'));
    server.setQuota(photo.bytes.length + first.bytes.length);
    await server.client.upload({ ...photo, sidecar: first });
    expect(await textOf('a.jpg.xmp')).toBe(first.bytes);
    expect(await usage()).toBe(photo.bytes.length + first.bytes.length);
    await expectRight();
  });

  it('[H1][H4] takes the place of another one that was lost, and of its charge', async () => {
    await server.client.upload({ ...photo, sidecar: first });
    await server.client.upload({ ...photo, sidecar: second });
    await rm(fileOf('a.jpg.xmp'));
    await rm(fileOf('a.jpg (2).xmp'));
    await server.client.upload({ ...photo, sidecar: first });
    expect(await textOf('a.jpg.xmp')).toBe(first.bytes);
    expect(server.rowCount('earlier_sidecars')).toBe(0);
    expect(await usage()).toBe(photo.bytes.length + first.bytes.length);
    await expectRight();
  });

  it('[H1] is kept again beside a file that somebody wrote to, which stays', async () => {
    await server.client.upload({ ...photo, sidecar: first });
    await writeFile(fileOf('a.jpg.xmp'), '<edited by hand on the server/>');
    const { code, out } = await runCommand(server.dataDir, ['check']);
    expect(code).toBe(3);
    expect(out).toContain(`sidecar damaged: ${folder}/a.jpg.xmp`);
    await server.client.upload({ ...photo, sidecar: first });
    expect(await textOf('a.jpg.xmp')).toBe('<edited by hand on the server/>');
    expect(await textOf('a.jpg (2).xmp')).toBe(first.bytes);
    await expectRight();
  });

  it('[H1][H16] that was damaged is still told of when another one takes its place', async () => {
    await server.client.upload({ ...photo, sidecar: first });
    await writeFile(fileOf('a.jpg.xmp'), '<rotten/>');
    await server.client.upload({ ...photo, sidecar: second });
    expect(await usage()).toBe(photo.bytes.length + first.bytes.length + second.bytes.length);
    const { code, out } = await runCommand(server.dataDir, ['check']);
    expect(code).toBe(3);
    expect(out).toContain(`sidecar damaged: ${folder}/a.jpg.xmp`);
    await server.client.upload({ ...photo, sidecar: first });
    expect(await textOf('a.jpg.xmp')).toBe('<rotten/>');
    await expectRight();
  });

  it('[H16] is damaged for check also when its size is right', async () => {
    await server.client.upload({ ...photo, sidecar: first });
    await writeFile(fileOf('a.jpg.xmp'), '<fIrst/>');
    const { code, out } = await runCommand(server.dataDir, ['check']);
    expect(code).toBe(3);
    expect(out).toContain('its bytes are not the ones that were kept');
  });

  it('[H4] is refused when the quota has no room for it, and nothing of it stays', async () => {
    await server.client.upload(photo);
    server.setQuota(photo.bytes.length + first.bytes.length - 1);
    const answer = await server.client.upload({ ...photo, sidecar: first });
    expect(answer).toMatchObject({ status: 400, body: { code: 'quota-exceeded' } });
    expect(await server.originals()).toEqual([`${folder}/a.jpg`]);
    expect(server.rowCount('claims')).toBe(0);
    server.setQuota(photo.bytes.length + first.bytes.length);
    expect(await server.client.upload({ ...photo, sidecar: first })).toMatchObject({ status: 200 });
    expect(await usage()).toBe(photo.bytes.length + first.bytes.length);
  });

  it.each<readonly [string, number, Record<string, string>]>([
    [
      'of any size, of a photo whose checksum is announced',
      100_000,
      { 'x-immich-checksum': sha1(photo.bytes) },
    ],
    ['that is small, of any other photo', 10_000, {}],
  ])(
    '[H1][H4] keeps no lost photo from coming back when it has no room: one %s',
    async (_one, size, headers) => {
      await server.client.upload(photo);
      await rm(fileOf('a.jpg'));
      server.setQuota(photo.bytes.length);
      const large = { bytes: '.'.repeat(size), fileName: 'a.xmp' };
      const answer = await server.client.upload({ ...photo, sidecar: large, headers });
      expect(answer).toMatchObject({ status: 400, body: { code: 'quota-exceeded' } });
      expect(await server.originals()).toEqual([`${folder}/a.jpg`]);
      expect(await textOf('a.jpg')).toBe(photo.bytes);
      expect(server.rowCount('claims')).toBe(0);
      await expectRight();
    },
  );

  it('[H4] that comes with a lost photo holds its room, which no other upload gets', async () => {
    await server.client.upload(photo);
    await rm(fileOf('a.jpg'));
    server.setQuota(photo.bytes.length + 100_000);
    const body =
      DATES +
      part('sidecarData', '.'.repeat(80_000), 'a.xmp') +
      part('assetData', photo.bytes, 'a.jpg') +
      END;
    const raw = await openRaw(server);
    raw.write(
      uploadHead(server, body.length, { 'x-immich-checksum': sha1(photo.bytes) }) + body.slice(0, 50_000),
    );
    await expect.poll(() => server.rowCount('reservations')).toBe(1);
    const other = await server.client.upload({ bytes: '.'.repeat(30_000), fileName: 'other.jpg' });
    expect(other).toMatchObject({ status: 400, body: { code: 'quota-exceeded' } });
    raw.write(body.slice(50_000));
    expect(await raw.until('"status":"duplicate"')).toMatch(/^HTTP\/1\.1 200 /);
    raw.socket.destroy();
    await expectRight();
  });

  it('[H4] may take the place of a larger one that was lost, also when the quota is exceeded', async () => {
    await server.client.upload({ ...photo, sidecar: second });
    await rm(fileOf('a.jpg.xmp'));
    server.setQuota(photo.bytes.length);
    expect(await server.client.upload({ ...photo, sidecar: first })).toMatchObject({ status: 200 });
    expect(await usage()).toBe(photo.bytes.length + first.bytes.length);
    await expectRight();
  });

  it('[H1][H2] loses none of those that come at one moment', async () => {
    const sidecars = Array.from({ length: 12 }, (_, n) => ({ bytes: `<n${n % 8}/>`, fileName: 'a.xmp' }));
    const answers = await Promise.all(sidecars.map((sidecar) => server.client.upload({ ...photo, sidecar })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(11);
    const names = (await server.originals()).filter((name) => name.endsWith('.xmp'));
    const texts = await Promise.all(names.map((name) => textOf(name.slice(folder.length + 1))));
    expect(texts.sort()).toEqual([...new Set(sidecars.map(({ bytes }) => bytes))].sort());
    await expectRight();
  });

  it('[H5] leaves the file of a photo unread, where its length and beginning leave room for no other', async () => {
    const { id } = (await server.client.upload(photo)).body;
    const name = part('deviceAssetId', 'again') + part('deviceId', 'other-device');
    const head = DATES + name + part('assetData', '', 'a.jpg').slice(0, -2);
    const lengthBytes = head.length + photo.bytes.length + `\r\n--${BOUNDARY}--\r\n`.length;
    const raw = await openRaw(server);
    const headers = { 'x-immich-checksum': sha1(photo.bytes) };
    raw.write(uploadHead(server, lengthBytes, headers) + head + photo.bytes.slice(0, 4));
    expect(await raw.until('"status":"duplicate"')).toContain(id);
    raw.socket.destroy();
    const asked = { deviceId: 'other-device', deviceAssetIds: ['again'] };
    expect((await server.client.post('/assets/exist', asked)).body.existingIds).toEqual(['again']);
  });

  it('[H5] is read also of a client that waits to be told to go on', async () => {
    await server.client.upload(photo);
    const body =
      DATES + part('sidecarData', first.bytes, 'a.xmp') + part('assetData', photo.bytes, 'a.jpg') + END;
    const raw = await openRaw(server);
    const headers = { 'x-immich-checksum': sha1(photo.bytes), expect: '100-continue' };
    raw.write(uploadHead(server, body.length, headers));
    await raw.until('HTTP/1.1 100 Continue');
    raw.write(body);
    expect((await raw.until('"status":"duplicate"')).match(/100 Continue/g)).toHaveLength(1);
    raw.socket.destroy();
    expect(await textOf('a.jpg.xmp')).toBe(first.bytes);
  });
});
