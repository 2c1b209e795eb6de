import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRaw } from '../testing/raw-request.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const STANDING = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

describe('the headers of every answer', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer({ trustedProxies: ['127.0.0.1'] });
  });
  afterAll(() => server.close());

  it.each([
    ['JSON', 'GET', '/api/server/ping', 200],
    ['an empty answer', 'HEAD', '/healthz', 200],
    ['the front page', 'GET', '/', 200],
    ['figures', 'GET', '/metrics', 200],
    ['an unknown address', 'GET', '/nothing', 404],
    ['an address that is none', 'GET', '/api/albums/%E0%A4%A', 400],
    ['a method that is not taken', 'PUT', '/api/albums', 405],
    ['no login', 'GET', '/api/albums', 401],
  ])('forbid a browser whatever it need not do with %s', async (_name, method, path, status) => {
    const response = await fetch(server.url + path, { method });
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({ ...STANDING, 'cache-control': 'no-store' });
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none';.*frame-ancestors 'none'/,
    );
    expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('x-powered-by') ?? response.headers.get('server')).toBeNull();
  });

  it('are on an original too, which may be a hostile file', async () => {
    const { id } = (await server.client.upload({ bytes: '<svg onload="alert(1)"/>', fileName: 'a.svg' }))
      .body;
    const response = await server.client.download(id);
    expect(Object.fromEntries(response.headers)).toMatchObject(STANDING);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('are on the answer to what is no HTTP', async () => {
    const raw = await openRaw(server);
    raw.write('this is no HTTP\r\n\r\n');
    const answer = await raw.until('"requestId"');
    for (const [name, value] of Object.entries(STANDING)) expect(answer).toContain(`${name}: ${value}`);
    expect(answer).toMatch(/x-request-id: ([\da-f-]{36})\r\n[\s\S]*"requestId":"\1"/);
  });

  it('promise https only where a trusted proxy said that it was', async () => {
    const over = async (proto: string): Promise<string | null> =>
      (await fetch(`${server.url}/api/server/ping`, { headers: { 'x-forwarded-proto': proto } })).headers.get(
        'strict-transport-security',
      );
    expect(await over('https')).toBe('max-age=31536000');
    expect(await over('http')).toBeNull();
    const open = await openTestServer();
    const lie = await fetch(`${open.url}/api/server/ping`, { headers: { 'x-forwarded-proto': 'https' } });
    expect(lie.headers.get('strict-transport-security')).toBeNull();
    await open.close();
  });

  it.each(['/api/albums', '/api/assets', '/api/nothing', '/healthz'])(
    'refuse a page of another site that asks for %s, in a sentence',
    async (path) => {
      const response = await fetch(server.url + path, {
        method: 'OPTIONS',
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({
        code: 'forbidden',
        message: 'Pages of other sites may not use this server.',
      });
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );
});
