import { readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it, type House } from './house/house.ts';
import { photo, writeFiles } from './house/photos.ts';
import { send, type Raw } from './house/raw-request.ts';
import { openUi, settleUi } from './house/ui.ts';

const CALL = '/local/v1/read-settings';
const JSON_TYPE = { 'content-type': 'application/json' };
const call = (headers: Record<string, string>): Raw => ({
  method: 'POST',
  path: CALL,
  headers: { ...JSON_TYPE, ...headers },
  body: '{}',
});

describe('the local API', () => {
  it('answers its own page, and nothing that comes from elsewhere', async ({ house }) => {
    const { origin, cookie } = await openUi(house);
    const statusOf = async (raw: Raw): Promise<number> => (await send(origin, raw)).status;
    const ours = { cookie, origin };
    expect(await statusOf(call(ours))).toBe(200);
    expect(await statusOf(call({ cookie, 'sec-fetch-site': 'same-origin' }))).toBe(200);

    // Another site, another port of this machine (the same site to a browser), a page of no origin.
    for (const other of [
      'https://evil.example',
      'http://127.0.0.1:1',
      'null',
      origin.replace('http', 'https'),
    ]) {
      const events = { path: '/local/v1/events', headers: { cookie, origin: other } };
      expect([other, await statusOf(events)]).toEqual([other, 403]);
      expect([other, await statusOf(call({ cookie, origin: other }))]).toEqual([other, 403]);
    }
    for (const site of ['cross-site', 'same-site', 'none']) {
      expect([site, await statusOf(call({ ...ours, 'sec-fetch-site': site }))]).toEqual([site, 403]);
      const events = { path: '/local/v1/events', headers: { cookie, 'sec-fetch-site': site } };
      expect([site, await statusOf(events)]).toEqual([site, 403]);
    }
    // It does not say where it comes from.
    expect(await statusOf(call({ cookie }))).toBe(403);
    // A form of another page can send no JSON.
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/jsonp',
    ]) {
      expect([type, await statusOf(call({ ...ours, 'content-type': type }))]).toEqual([type, 415]);
    }
    // And what it asks before is not allowed.
    const preflight = await send(origin, {
      method: 'OPTIONS',
      path: CALL,
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(405);
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('is not reached by another name that leads here', async ({ house }) => {
    const { origin, cookie } = await openUi(house);
    const { port } = new URL(origin);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      '127.0.0.1:1',
    ]) {
      const asThemselves = call({ cookie, host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' });
      expect([host, (await send(origin, asThemselves)).status]).toEqual([host, 421]);
      expect([host, (await send(origin, { path: '/', headers: { host } })).status]).toEqual([host, 421]);
    }
  });

  it('wants the key, for every part of it', async ({ house }) => {
    const { origin, cookie } = await openUi(house);
    const [name = '', key = ''] = cookie.split('=');
    const wrong = [
      undefined,
      `${name}=`,
      `${name}=${'A'.repeat(key.length)}`,
      `other=${key}`,
      `${name}=${key}x`,
    ];
    for (const each of wrong) {
      const headers: Record<string, string> = { origin, ...(each === undefined ? {} : { cookie: each }) };
      expect([each, (await send(origin, call(headers))).status]).toEqual([each, 401]);
      for (const path of [
        '/local/v1/events',
        '/local/v1/thumbnails/asset/x?edge=96',
        '/local/v1/videos/x',
        '/local/v1/nothing',
      ])
        expect([path, (await send(origin, { path, headers })).status]).toEqual([path, 401]);
    }
    expect((await send(origin, { path: '/local/v1/events', headers: { cookie } })).text).toContain('hello');
  });

  it('lets one browser in by a link, once, and tells nobody of the key', async ({ house }) => {
    const { process, origin } = await openUi(house);
    const link = await freshLink(house, origin);
    const { pathname } = new URL(link);
    // A browser that looks ahead, and one that only asks.
    const ahead = await send(origin, { path: pathname, headers: { 'sec-purpose': 'prefetch' } });
    const head = await send(origin, { method: 'HEAD', path: pathname });
    expect([ahead.headers['set-cookie'], head.headers['set-cookie']]).toEqual([undefined, undefined]);

    const first = await send(origin, { path: pathname });
    const [cookie = ''] = first.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(
      /^keepsake-\d+=[\w-]{43}; Path=\/local\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
    expect(first).toMatchObject({
      status: 303,
      headers: { location: '/', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' },
    });
    for (const path of [pathname, '/open/guessed']) {
      const again = await send(origin, { path });
      expect([again.status, again.headers['set-cookie']]).toEqual([303, undefined]);
    }
    const key = /=([\w-]{43});/.exec(cookie)?.[1] ?? '';
    expect(process.stdout() + process.stderr()).not.toContain(key);
    expect(await readFile(join(house.homeFolder, 'ui.json'), 'utf8')).toContain(key);
    expect((await stat(join(house.homeFolder, 'ui.json'))).mode & 0o077).toBe(0);
  });

  it('is heard on loopback alone', async ({ house }) => {
    const { origin } = await openUi(house);
    const port = Number(new URL(origin).port);
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);
    for (const address of [...outside, '::1', '127.0.0.2'])
      expect([address, await isOpen(address, port)]).toEqual([address, false]);
    expect(await isOpen('127.0.0.1', port)).toBe(true);
  });

  it('refuses what it does not understand, and goes on', async ({ house }) => {
    const ui = await openUi(house);
    const post = (name: string, body: string) =>
      ui.fetch(`/local/v1/${name}`, { method: 'POST', headers: JSON_TYPE, body });
    const asked: readonly [string, string, number][] = [
      ['nothing', '{}', 404],
      ['constructor', '{}', 404],
      ['__proto__', '{}', 404],
      ['list-assets', '{}', 400],
      ['list-assets', '{"kind":"listed","limit":1e9}', 400],
      ['list-assets', '[', 400],
      ['change-settings', '{"parallelUploads":99}', 400],
      ['change-settings', '{"noSuchSetting":true}', 400],
      ['choose-albums', '{"choices":[["a","maybe"]]}', 400],
      ['start-run', '{"goal":"format-disk"}', 400],
      ['explain', '{"id":"a\\u0000b"}', 400],
      ['sign-in', '{"serverUrl":"file:///etc/passwd","login":{"kind":"api-key","secret":"x"}}', 400],
      ['list-folders', '{"path":"../.."}', 409],
      ['list-folders', '{"path":"/no/such/folder"}', 409],
      ['choose-folders', '{"paths":["/no/such/folder"]}', 409],
      ['choose-folders', '{"paths":[]}', 400],
      ['read-run', '{"run":"no such run"}', 200],
      ['explain', '{"id":"no such photo"}', 200],
    ];
    for (const [name, body, status] of asked)
      expect([name, body.slice(0, 60), (await post(name, body)).status]).toEqual([
        name,
        body.slice(0, 60),
        status,
      ]);
    expect(
      (await ui.fetch('/local/v1/events', { method: 'POST', headers: JSON_TYPE, body: '{}' })).status,
    ).toBe(404);
    expect((await ui.fetch(CALL, { method: 'DELETE' })).status).toBe(405);
    // The rest of what is far too long is not even read.
    const tooLong = JSON.stringify({ text: 'x'.repeat(17 * 1024 * 1024), limit: 1 });
    const status = await post('search', tooLong).then(
      (answer) => answer.status,
      () => 413,
    );
    expect(status).toBe(413);
    expect((await post('read-settings', '{}')).status).toBe(200);
  });

  it('hands out a video that the ledger knows by ranges, a little at a time, and no other file', async ({
    house,
  }) => {
    const film = Buffer.from(Array.from({ length: 5_000_000 }, (_, index) => index % 251));
    await writeFiles(house.library, { 'film.mp4': film, 'a.jpg': photo(1) });
    await writeFiles(house.folder, { 'secret.mp4': film });
    const { ui, ports } = await settleUi(house);
    await ports.controller.scan();
    const ask = async (
      file: string,
      range?: string,
      drawing = 'one',
    ): Promise<[number, string | null, Buffer]> => {
      const path = `/local/v1/videos/${encodeURIComponent(file)}?drawing=${drawing}`;
      const answer = await ui.fetch(path, range === undefined ? {} : { headers: { range } });
      return [answer.status, answer.headers.get('content-range'), Buffer.from(await answer.arrayBuffer())];
    };
    const known = join(house.library, 'film.mp4');
    const [status, range, bytes] = await ask(known, 'bytes=7-');
    expect([status, range, bytes.length]).toEqual([206, 'bytes 7-2097158/5000000', 2_097_152]);
    expect(bytes.equals(film.subarray(7, 7 + 2_097_152))).toBe(true);
    expect(await ask(known, 'bytes=10-12')).toEqual([206, 'bytes 10-12/5000000', film.subarray(10, 13)]);
    expect(await ask(known, 'bytes=-3')).toEqual([206, 'bytes 4999997-4999999/5000000', film.subarray(-3)]);
    expect((await ask(known, 'bytes=4999999-9999999'))[1]).toBe('bytes 4999999-4999999/5000000');
    for (const wrong of ['bytes=5000000-', 'bytes=9-8', `bytes=${'9'.repeat(400)}-`])
      expect([wrong, (await ask(known, wrong))[0]]).toEqual([wrong, 416]);
    for (const none of [undefined, 'bytes=-', 'bytes=0-1,5-6', 'lines=1-2'])
      expect([none, (await ask(known, none))[0]]).toEqual([none, 416]);
    expect((await ask(join(house.library, 'a.jpg'), 'bytes=0-'))[0]).toBe(415);
    // One frame is not worth a whole film.
    const statuses: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) statuses.push((await ask(known, 'bytes=0-', 'two'))[0]);
    expect(statuses).toEqual([...Array.from({ length: 8 }, () => 206), 429, 429]);
    expect((await ask(known, 'bytes=0-', 'three'))[0]).toBe(206);
    expect((await ask(known, 'bytes=0-', ''.padEnd(65, 'x')))[0]).toBe(400);
    expect((await ui.fetch(`/local/v1/videos/${encodeURIComponent(known)}`)).status).toBe(400);
    for (const foreign of ['/etc/passwd', '../secret.mp4', join(house.folder, 'secret.mp4')])
      expect([foreign, (await ask(foreign, 'bytes=0-'))[0]]).toEqual([foreign, 404]);
  });

  it('shows pictures of what the ledger knows, and reads no other file', async ({ house }) => {
    const ui = await openUi(house);
    await writeFiles(house.folder, { 'secret.jpg': photo(1) });
    for (const id of [
      '/etc/passwd',
      '../secret.jpg',
      join(house.folder, 'secret.jpg'),
      `${house.library}/../secret.jpg`,
    ]) {
      for (const of of ['asset', 'album']) {
        const path = `/local/v1/thumbnails/${of}/${encodeURIComponent(id)}?edge=96`;
        expect([path, (await ui.fetch(path)).status]).toEqual([path, 404]);
      }
    }
    for (const edge of ['', '0', '-1', 'NaN', '96.5'])
      expect((await ui.fetch(`/local/v1/thumbnails/asset/x?edge=${edge}`)).status).toBe(400);
  });
});

/** As a second `keepsake ui` gets it. */
async function freshLink(house: House, origin: string): Promise<string> {
  const { stdout } = await house.keepsake(['ui', '--no-open']);
  const link = /http:\/\/\S+/.exec(stdout)?.[0] ?? '';
  expect(link.startsWith(`${origin}/open/`)).toBe(true);
  return link;
}

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
