import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { SERVER_VERSION } from '../version.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

it('tells who opens the address in a browser what this is, where the app is and where the API is described', async () => {
  const page = await fetch(server.url);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const html = await page.text();
  expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
  expect(html).toContain('<h1>This is a Keepsake server</h1>');
  expect(html).toContain('npm start');
  expect(html).toContain('npm run -s keepsake -- ui');
  const link = /<a href="([^"]+)"/.exec(html)?.[1] ?? '';
  expect((await fetch(new URL(link, server.url))).status).toBe(200);
  // Whoever is not signed in learns nothing of its age.
  expect(html).not.toContain(SERVER_VERSION);
});

it.each([
  ['', 'en', 'ltr', 'This is a Keepsake server'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de', 'ltr', 'Das ist ein Keepsake-Server'],
  ['nl, es;q=0.5', 'es', 'ltr', 'Este es un servidor de Keepsake'],
  ['fr;q=0.4, FR-CA', 'fr', 'ltr', 'Ceci est un serveur Keepsake'],
  ['en;q=0.1, ja', 'ja', 'ltr', 'これは Keepsake のサーバーです'],
  ['ar-EG', 'ar', 'rtl', 'هذا خادم Keepsake'],
  // What nobody here writes, or what is no language at all, is answered in English.
  ['nl', 'en', 'ltr', 'This is a Keepsake server'],
  ['*', 'en', 'ltr', 'This is a Keepsake server'],
  ['__proto__, <script>, ;q=, de;q=0', 'en', 'ltr', 'This is a Keepsake server'],
])('speaks to who prefers "%s" in %s', async (wanted, language, direction, title) => {
  const page = await fetch(server.url, { headers: { 'accept-language': wanted } });
  const html = await page.text();
  expect(html).toContain(`<!doctype html>\n<html lang="${language}" dir="${direction}">`);
  expect(html).toContain(`<h1>${title}</h1>`);
  expect(page.headers.get('content-language')).toBe(language);
  expect(page.headers.get('vary')).toBe('Accept-Language');
});

it('shows a page that is whole in itself, and may run and fetch nothing', async () => {
  const page = await fetch(server.url);
  const html = await page.text();
  expect(html).not.toMatch(/<script|<link|<img|\bsrc=|\bstyle=|\bon\w+=/);
  const [, style = ''] = /<style>([^]*)<\/style>/.exec(html) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(page.headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  );
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
});

it('answers a HEAD without the page, and no other method', async () => {
  const head = await fetch(server.url, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '',
  ]);
  expect((await fetch(server.url, { method: 'POST' })).status).toBe(404);
});
