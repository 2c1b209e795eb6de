import { sendJson, type ServerScript } from '@keepsake/testkit';
import { describe, expect, it } from 'vitest';
import { discoverServer } from './discover-server.ts';
import type { HttpTransport } from './http-transport.ts';
import { signIn } from './sign-in.ts';
import { codeOf, listen, live, transport } from './testing/remote-under-test.ts';

const ASSET = '3f0f2bfa-6d5e-4d56-9b1f-0a3f7a4ce1aa';
const keepsake = { version: '0.1.0', albumsByName: true, existDetails: true, resumableUpload: false };

describe('discoverServer and signIn', () => {
  const photoServer =
    (features: unknown, wellKnown?: unknown): ServerScript =>
    (request, response) => {
      if (request.url === '/.well-known/immich' && wellKnown !== undefined)
        sendJson(response, 200, wellKnown);
      else if (request.url?.endsWith('/api/server/ping') === true) sendJson(response, 200, { res: 'pong' });
      else if (request.url?.endsWith('/api/server/features') === true) sendJson(response, 200, features);
      else if (request.url?.endsWith('/api/server/version') === true)
        sendJson(response, 200, { major: 2, minor: 7, patch: 5 });
      else sendJson(response, 404, { message: 'Not found' });
    };
  const look = (address: string) => discoverServer(transport, address, live());

  it('[E1] finds a Keepsake server by an address without a scheme', async () => {
    const url = await listen(photoServer({ keepsake }));
    expect(await look(`${url.slice('http://'.length)}/api/`)).toEqual({
      kind: 'keepsake',
      version: '0.1.0',
      url,
    });
  });

  it('[E1] finds an Immich server, where it says that it is', async () => {
    const url = await listen(photoServer({}, { api: { endpoint: '/photos/api' } }));
    expect(await look(url)).toEqual({ kind: 'immich', version: '2.7.5', url: `${url}/photos` });
  });

  it('[E1] is not sent to another machine', async () => {
    for (const endpoint of ['https://evil.example/api', '//evil.example/api', '/x@evil.example/api']) {
      const url = await listen(photoServer({ keepsake }, { api: { endpoint } }));
      expect(await look(url)).toMatchObject({ kind: 'keepsake', url });
    }
  });

  /** As if each address stood for the server beside it; notes what was asked where. */
  const routed = (places: Readonly<Record<string, string>>) => {
    const asked: string[] = [];
    const send: HttpTransport['send'] = (request, signal) => {
      const [address = ''] = Object.keys(places).filter((each) => request.url.startsWith(each));
      asked.push(`${request.method} ${request.url}`);
      return transport.send(
        { ...request, url: request.url.replace(address, () => places[address] ?? '') },
        signal,
      );
    };
    return { asked, find: (typed: string) => discoverServer({ send }, typed, live()) };
  };
  const pointingTo =
    (location: (path: string) => string): ServerScript =>
    (request, response) =>
      void response.writeHead(301, { location: location(request.url ?? '') }).end('<html>moved');

  it.each(['', '/photos'])('[E1] follows http to https on the same host%s, and says so', async (path) => {
    const secure = await listen(photoServer({ keepsake }));
    const plain = await listen(pointingTo((asked) => `https://Nas.example${asked}`));
    const { find } = routed({ [`https://nas.example${path}`]: secure, 'http://nas.example': plain });
    expect(await find(`http://nas.example${path}`)).toEqual({
      kind: 'keepsake',
      version: '0.1.0',
      url: `https://nas.example${path}`,
    });
  });

  it('[E1] asks no other machine that it is sent to, and none without https, but names it', async () => {
    for (const [location, url] of [
      ['https://photos.example.org/.well-known/immich', 'https://photos.example.org'],
      ['https://login.example.org/?from=photos', 'https://login.example.org'],
      ['http://nas.example:8080/x/.well-known/immich', 'http://nas.example:8080/x'],
    ] as const) {
      const plain = await listen(pointingTo(() => location));
      const { find, asked } = routed({ 'http://nas.example/': `${plain}/` });
      expect(await find('http://nas.example')).toEqual({ kind: 'points-elsewhere', url });
      expect(asked).toEqual([
        'GET http://nas.example/.well-known/immich',
        'GET https://nas.example/.well-known/immich',
      ]);
    }
  });

  it('[E1] says where it is sent to when nothing answers there', async () => {
    const plain = await listen(pointingTo((asked) => `https://nas.example${asked}`));
    const { find } = routed({ 'http://nas.example': plain, 'https://nas.example': 'http://127.0.0.1:1' });
    expect(await find('http://nas.example')).toEqual({
      kind: 'points-elsewhere',
      url: 'https://nas.example',
    });
  });

  it.each(['/photos', '/albums/xyz?at=1'])(
    '[E1] finds the server of a page whose address was copied: %s',
    async (path) => {
      const url = await listen((request, response, body) => {
        // Its screens answer at each path with the same page.
        if (request.url?.startsWith('/api/') === true)
          return photoServer({ keepsake })(request, response, body);
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
      });
      expect(await look(`${url}${path}`)).toEqual({ kind: 'keepsake', version: '0.1.0', url });
    },
  );

  it.each([
    [
      'refuses plain words',
      (): ServerScript => (_request, response) => void response.writeHead(400).end('<html>'),
    ],
    ['is not there for plain words', () => undefined],
    ['is silent to plain words', (): ServerScript => () => undefined],
  ])('[E1] finds a server over https that was typed with http, and %s', async (_how, script) => {
    const secure = await listen(photoServer({ keepsake }));
    const plainly = script();
    const { find, asked } = routed({
      'https://nas.example:8443': secure,
      'http://nas.example:8443': plainly === undefined ? 'http://127.0.0.1:1' : await listen(plainly),
    });
    expect(await find('http://nas.example:8443/photos')).toMatchObject({
      kind: 'keepsake',
      url: expect.stringMatching(/^https:\/\/nas\.example:8443/) as string,
    });
    expect(asked.every((line) => /^GET https?:\/\/nas\.example:8443\//.test(line))).toBe(true);
  });

  it('[E1] asks with and without encryption at once, since either may be silent for long', async () => {
    let askSecurely: () => void = () => undefined;
    const isAskedSecurely = new Promise<void>((resolve) => (askSecurely = resolve));
    const secure = await listen(() => {
      askSecurely();
    });
    const plain = await listen((...question) => {
      void isAskedSecurely.then(() => photoServer({ keepsake })(...question));
    });
    const { find } = routed({ 'https://nas.example:8443': secure, 'http://nas.example:8443': plain });
    expect(await find('http://nas.example:8443')).toMatchObject({
      kind: 'keepsake',
      url: 'http://nas.example:8443',
    });
  });

  it('[E1] never goes on without encryption by itself, but says that it would have to', async () => {
    const plain = await listen(photoServer({ keepsake }));
    const { find, asked } = routed({
      'https://nas.example': 'http://127.0.0.1:1',
      'http://nas.example': plain,
    });
    expect(await find('https://nas.example/photos')).toEqual({
      kind: 'unencrypted-only',
      url: 'http://nas.example/photos',
    });
    expect(asked.every((line) => line.startsWith('GET '))).toBe(true);
    expect(await find('nas.example')).toEqual({ kind: 'unencrypted-only', url: 'http://nas.example' });
  });

  it('[E1] says of a port that no machine has what it is', async () => {
    expect(await look('http://127.0.0.1:99999')).toEqual({ kind: 'impossible-port' });
  });

  it('[E6] reads JSON behind a byte order mark', async () => {
    const url = await listen((request, response, body) => {
      const script = photoServer({ keepsake });
      const end = response.end.bind(response);
      response.end = (text?: unknown) => end(`\uFEFF${String(text)}`);
      return script(request, response, body);
    });
    expect(await look(url)).toMatchObject({ kind: 'keepsake' });
  });

  it('[E6] tells another kind of server from silence', async () => {
    const page: ServerScript = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    expect(await look(await listen(page))).toEqual({ kind: 'not-a-photo-server' });
    expect(await look('http://127.0.0.1:1')).toMatchObject({ kind: 'no-answer' });
    expect(await look('not an address')).toEqual({ kind: 'not-an-address' });
  });

  it('[E1] signs in, and tells a wrong password from a server in trouble', async () => {
    const url = await listen((_request, response, body) => {
      const { password } = JSON.parse(body.toString()) as { password: string };
      if (password === 'right')
        sendJson(response, 201, {
          ...{ accessToken: 'token', userId: ASSET, name: 'Ada', userEmail: 'a@b.org' },
          shouldChangePassword: true,
        });
      else if (password === 'wrong') sendJson(response, 401, { message: 'Incorrect email or password' });
      else sendJson(response, 503, { message: 'Starting' });
    });
    const enter = (password: string) => signIn(transport, url, 'ada@example.org', password, live());

    expect(await enter('right')).toEqual({
      kind: 'signed-in',
      token: 'token',
      userId: ASSET,
      name: 'Ada',
      email: 'a@b.org',
      shouldChangePassword: true,
    });
    expect(await enter('wrong')).toEqual({ kind: 'wrong-credentials' });
    expect(await codeOf(enter('else'))).toBe('server-error');
  });
});
