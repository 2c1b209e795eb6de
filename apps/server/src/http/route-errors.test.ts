import { ERRORS_ANYWHERE, errorsOf, routes, type RouteName } from '@keepsake/protocol';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestAnswer } from '../testing/test-client.ts';
import { flipOneBit } from '../testing/rot.ts';
import { openTestServer, PASSWORD, type TestServer } from '../testing/test-server.ts';

const UNKNOWN = '9f6c1d0a-3b52-4a77-8d57-0a3a4a8ef001';
const MORE = { newPassword: 'another battery' };

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

type Case = readonly [RouteName, number, string, (server: TestServer) => Promise<TestAnswer>];

const CASES: readonly Case[] = [
  [
    'changePassword',
    400,
    'bad-request',
    ({ client }) => client.post('/auth/change-password', { password: 'wrong', ...MORE }),
  ],
  [
    'login',
    401,
    'wrong-credentials',
    ({ client }) => client.post('/auth/login', { email: 'no@example.org', password: 'wrong' }),
  ],
  [
    'signUpAdmin',
    400,
    'already-set-up',
    ({ client }) =>
      client.post('/auth/admin-sign-up', { email: 'b@example.org', password: PASSWORD, name: 'B' }),
  ],
  [
    'logout',
    401,
    'unauthorized',
    ({ client }) => client.post('/auth/logout', undefined, { authorization: 'Bearer nobody' }),
  ],
  ['validateToken', 403, 'forbidden', fromAnotherSite],
  ['myApiKey', 400, 'bad-request', ({ client }) => client.get('/api-keys/me')],
  [
    'createUser',
    409,
    'conflict',
    ({ client }) =>
      client.post('/admin/users', { email: 'ada@example.org', password: PASSWORD, name: 'Ada' }),
  ],
  ['deleteAssets', 404, 'not-found', ({ client }) => client.send('DELETE', '/assets', { ids: [UNKNOWN] })],
  [
    'restoreAssets',
    404,
    'not-found',
    ({ client }) => client.post('/trash/restore/assets', { ids: [UNKNOWN] }),
  ],
  ['downloadInfo', 404, 'not-found', ({ client }) => client.post('/download/info', { albumId: UNKNOWN })],
  [
    'downloadArchive',
    404,
    'not-found',
    ({ client }) => client.post('/download/archive', { assetIds: [UNKNOWN] }),
  ],
  [
    'downloadArchive',
    503,
    'original-missing',
    async ({ client, dataDir }) =>
      client.post('/download/archive', { assetIds: [await loseOne({ client, dataDir })] }),
  ],
  [
    'readOriginal',
    503,
    'original-damaged',
    async ({ client, dataDir }) => client.get(`/assets/${await spoilOne({ client, dataDir })}/original`),
  ],
  ['readAlbum', 404, 'not-found', ({ client }) => client.get(`/albums/${UNKNOWN}`)],
  ['upload', 400, 'missing-field', ({ client }) => client.uploadForm(new FormData())],
  ['upload', 415, 'unsupported-media-type', ({ client }) => client.post('/assets', {})],
];

/** A page of another site that has the browser send the cookie along. */
function fromAnotherSite({ client }: TestServer): Promise<TestAnswer> {
  const cookie = `immich_access_token=${client.token}`;
  return client.post('/auth/validateToken', undefined, {
    authorization: '',
    cookie,
    origin: 'https://elsewhere.example',
  });
}

/** Uploads a photo and loses its original. @returns its id */
async function loseOne({ client, dataDir }: Pick<TestServer, 'client' | 'dataDir'>): Promise<string> {
  const { id } = (await client.upload({ bytes: 'lost', fileName: 'lost.jpg' })).body;
  await rm(path.join(dataDir, 'originals/ada/2024/05/lost.jpg'));
  return id;
}

/** Uploads a photo that rots, which is noticed. @returns its id */
async function spoilOne({ client, dataDir }: Pick<TestServer, 'client' | 'dataDir'>): Promise<string> {
  const { id } = (await client.upload({ bytes: 'rotten', fileName: 'rotten.jpg' })).body;
  await flipOneBit(path.join(dataDir, 'originals/ada/2024/05/rotten.jpg'));
  await client.post('/assets/verify', { ids: [id], deep: true });
  return id;
}

describe('what a route is said to refuse', () => {
  it.each(CASES)('[H12] %s answers %i %s, as its definition says', async (name, status, code, ask) => {
    expect(await ask(server)).toMatchObject({ status, body: { code } });
    expect(errorsOf(routes[name])).toContain(code);
  });

  it('says of what a request cannot be taken', async () => {
    const say = async (body: unknown) => (await server.client.post('/auth/login', body)).body.message;
    expect(await say([])).toMatch(/^The request's body cannot be taken \(.+\)\.$/);
    expect(await say({ email: 7 })).toMatch(/^The request's body\.email cannot be taken \(.+\)\.$/);
  });

  it('leaves out what any route may answer with, but where it is what the route is about', () => {
    expect(errorsOf(routes.ping)).toEqual([]);
    expect(errorsOf(routes.listAlbums)).toEqual(['bad-request', 'unauthorized', 'forbidden']);
    expect(ERRORS_ANYWHERE).toContain('unavailable');
  });
});
