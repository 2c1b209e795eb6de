import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

it('[H12] shows the API as a page, whose every file comes from this server and may do no more than it needs', async () => {
  for (const address of ['/api/docs', '/api/docs/']) {
    const page = await fetch(server.url + address);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const html = await page.text();
    expect(html).not.toMatch(/<script>|(?:src|href)="(?:https?:)?\/\//);
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(
      ([, file = '']) => new URL(file, page.url),
    );
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      const response = await fetch(file);
      expect([file.pathname, response.status]).toEqual([file.pathname, 200]);
      expect(response.headers.get('content-security-policy')).toBe(policy);
      await response.arrayBuffer();
    }
  }
});

it('[H12] shows there the document that is also at /api/openapi.json', async () => {
  const shown = await (await fetch(`${server.url}/api/docs/json`)).json();
  expect(shown).toEqual(await (await fetch(`${server.url}/api/openapi.json`)).json());
});

it('answers what is not there as everywhere else', async () => {
  const missing = await fetch(`${server.url}/api/docs/static/..%2f..%2fpackage.json`);
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({ code: 'not-found' });
});
