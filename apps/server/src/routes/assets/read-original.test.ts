import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flipOneBit } from '../../testing/rot.ts';
import { sha1 } from '../../testing/test-client.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

describe('an original', () => {
  let server: TestServer;
  let id: string;
  const bytes = '0123456789';
  const etag = `"${sha1(bytes)}"`;
  beforeAll(async () => {
    server = await openTestServer();
    id = (await server.client.upload({ bytes, fileName: 'a.jpg' })).body.id;
  });
  afterAll(() => server.close());

  const ask = (method: string, headers: Record<string, string>) =>
    fetch(`${server.client.api}/assets/${id}/original`, {
      method,
      headers: { ...server.client.authorization, ...headers },
    });

  it.each([
    ['one range', { range: 'bytes=2-4' }, 206, '234'],
    ['the last bytes', { range: 'bytes=-2' }, 206, '89'],
    ['a range of this very version', { range: 'bytes=2-4', 'if-range': etag }, 206, '234'],
    ['a range of another version', { range: 'bytes=2-4', 'if-range': '"old"' }, 200, bytes],
    ['several ranges', { range: 'bytes=0-1,4-5' }, 200, bytes],
    ['a range that is none', { range: 'bytes=4-2' }, 200, bytes],
    ['its own ETag', { 'if-none-match': etag }, 304, ''],
    ['nothing newer', { 'if-modified-since': 'Mon, 06 May 2024 07:08:09 GMT' }, 304, ''],
    ['its own ETag and a range', { 'if-match': etag, range: 'bytes=0-0' }, 206, '0'],
  ])('asked for %s, answers as RFC 9110 has it', async (_name, headers, status, text) => {
    const answer = await ask('GET', headers);
    expect([answer.status, await answer.text()]).toEqual([status, text]);
    expect(answer.headers.get('etag')).toBe(etag);
    expect(answer.headers.get('last-modified')).toBe('Mon, 06 May 2024 07:08:09 GMT');
  });

  it('refuses when it is not the one that the request is about', async () => {
    const answer = await ask('GET', { 'if-match': '"another"' });
    expect([answer.status, await answer.json()]).toMatchObject([412, { code: 'precondition-failed' }]);
    expect(answer.headers.get('etag')).toBeNull();
  });

  it('ignores ranges where only the head is asked for', async () => {
    const answer = await ask('HEAD', { range: 'bytes=2-4' });
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '10']);
    expect(answer.headers.get('content-range')).toBeNull();
  });

  it('lets no browser run what is in it, and nobody on the way change it', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    const hostile = (await server.client.upload({ bytes: svg, fileName: 'x.svg' })).body.id;
    const { headers } = await server.client.download(hostile);
    expect(headers.get('content-type')).toBe('image/svg+xml');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('content-security-policy')).not.toContain('allow-scripts');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toContain('no-transform');
  });

  it('[H9] is not given out when another file lies in its place', async () => {
    const cut = (await server.client.upload({ bytes: 'whole', fileName: 'cut.jpg' })).body.id;
    await writeFile(`${server.dataDir}/originals/ada/2024/05/cut.jpg`, 'cut');
    const answer = await server.client.download(cut);
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'original-missing' }]);
  });

  it('[H15] is not given out as whole when it is known to be damaged, but to who asks for it as it is', async () => {
    const rotten = (await server.client.upload({ bytes: 'rotten', fileName: 'rotten.jpg' })).body.id;
    await flipOneBit(`${server.dataDir}/originals/ada/2024/05/rotten.jpg`);
    await server.client.post('/assets/verify', { ids: [rotten], deep: true });
    expect((await server.client.get(`/assets/${rotten}`)).body).toMatchObject({ isOffline: true });
    expect((await server.client.get(`/assets/${id}`)).body).toMatchObject({ isOffline: false });
    const refused = await server.client.download(rotten, { 'if-none-match': `"${sha1('rotten')}"` });
    expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'original-damaged' }]);
    expect(refused.headers.get('etag')).toBeNull();
    for (const method of ['GET', 'HEAD']) {
      const given = await fetch(`${server.client.api}/assets/${rotten}/original?evenIfDamaged=true`, {
        method,
        headers: { ...server.client.authorization, range: 'bytes=0-1', 'if-match': '"another"' },
      });
      expect([given.status, given.headers.get('content-length')]).toEqual([200, '6']);
      expect([given.headers.get('etag'), given.headers.get('last-modified')]).toEqual([null, null]);
      const text = await given.text();
      expect(text).not.toBe('rotten');
      expect(text).toHaveLength(method === 'GET' ? 6 : 0);
    }
    await server.client.upload({ bytes: 'rotten', fileName: 'rotten.jpg' });
    expect(await (await server.client.download(rotten)).text()).toBe('rotten');
  });
});
