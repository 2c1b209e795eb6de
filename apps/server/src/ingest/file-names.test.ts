import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATES, END, openRaw, part, uploadHead } from '../testing/raw-request.ts';
import type { TestBody } from '../testing/test-body.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

describe('file names', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  it.each([
    ['../../../etc/passwd.jpg', 'passwd.jpg', 'passwd.jpg'],
    ['..\\..\\evil.jpg', '..\\..\\evil.jpg', '_._.._evil.jpg'],
    ['/etc/cron.d/x.jpg', 'x.jpg', 'x.jpg'],
    ['50/50 ✓.jpg', '50 ✓.jpg', '50 ✓.jpg'],
    ['nul.jpg', 'nul.jpg', '_nul.jpg'],
    ['COM1.tar.jpg', 'COM1.tar.jpg', '_COM1.tar.jpg'],
    ['.hidden.jpg', '.hidden.jpg', '_hidden.jpg'],
    ['.jpg', '.jpg', '_.jpg'],
    ['a:b*c?d<e>f|g.jpg', 'a:b*c?d<e>f|g.jpg', 'a_b_c_d_e_f_g.jpg'],
    ['Caf\u0065\u0301.jpg', 'Caf\u0065\u0301.jpg', 'Caf\u00e9.jpg'],
    ['写真 📷 фото.jpg', '写真 📷 фото.jpg', '写真 📷 фото.jpg'],
    ['tab\ttab\u0007.jpg', 'tab\ttab\u0007.jpg', 'tab_tab_.jpg'],
    [`${'é'.repeat(400)}.jpg`, `${'é'.repeat(400)}.jpg`, `${'é'.repeat(119)}.jpg`],
  ])('[H7] keeps %j as its name, and as a plain file', async (sent, told, onDisk) => {
    const before = new Set(await server.originals());
    // A field of its own carries any name; multipart's own file name has no agreed way to escape.
    const answer = await server.client.upload({ bytes: sent, fileName: 'x.jpg', fields: { filename: sent } });
    expect(answer.status).toBe(201);
    const asset = (await server.client.get(`/assets/${answer.body.id}`)).body;
    expect(asset.originalFileName).toBe(told);
    const added = (await server.originals()).filter((name) => !before.has(name));
    expect(added).toEqual([`ada/2024/05/${onDisk}`]);
  });

  it('[H7] takes fields in any order, also after the file', async () => {
    const raw = await openRaw(server);
    const body = part('assetData', 'file first', 'order.jpg') + part('isFavorite', 'true') + DATES + END;
    raw.write(uploadHead(server, body.length) + body);
    const answer = await raw.until('}');
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
    const { id } = JSON.parse(answer.slice(answer.indexOf('{'))) as TestBody;
    expect((await server.client.get(`/assets/${id}`)).body).toMatchObject({
      isFavorite: true,
      originalFileName: 'order.jpg',
      fileCreatedAt: '2024-05-06T07:08:09.000Z',
    });
    raw.socket.destroy();
  });

  it('[H7] files a picture under the month of its own clock', async () => {
    const fields = { fileCreatedAt: '2019-12-31T23:30:00-05:00' };
    const answer = await server.client.upload({ bytes: 'new year', fileName: 'eve.jpg', fields });
    const asset = (await server.client.get(`/assets/${answer.body.id}`)).body;
    expect(asset).toMatchObject({
      fileCreatedAt: '2020-01-01T04:30:00.000Z',
      localDateTime: '2019-12-31T23:30:00.000Z',
      originalPath: 'ada/2019/12/eve.jpg',
    });
  });

  it('[H7] finds a free name for the hundredth picture of one name', async () => {
    for (let n = 0; n < 30; n++)
      expect((await server.client.upload({ bytes: `many ${n}`, fileName: 'image.jpg' })).status).toBe(201);
    const kept = (await server.originals()).filter((name) => name.includes('/image'));
    expect(kept).toHaveLength(30);
    expect(kept).toContain('ada/2024/05/image (2).jpg');
  });

  it('[H7] keeps a sidecar beside its original', async () => {
    const form = new FormData();
    form.append('fileCreatedAt', '2024-05-06T07:08:09Z');
    form.append('fileModifiedAt', '2024-05-06T07:08:09Z');
    form.append('assetData', new Blob(['with sidecar']), 'side.jpg');
    form.append('sidecarData', new Blob(['<x/>']), 'side.jpg.xmp');
    expect((await server.client.uploadForm(form)).status).toBe(201);
    expect(await server.originals()).toContain('ada/2024/05/side.jpg.xmp');
  });
});
