import { isByHand, routes, uploadRoutes, type Route } from '@keepsake/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRaw } from '../testing/raw-request.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly responses: Record<
    string,
    { readonly content?: Record<string, object>; readonly headers?: object }
  >;
  readonly requestBody: {
    readonly content: Record<
      string,
      { readonly schema: { properties: { assetData: object }; required: string[] } }
    >;
  };
}

const ALL = Object.entries<Route>({ ...routes, ...uploadRoutes });

describe('the API as a whole', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterAll(() => server.close());

  const readDocument = async (): Promise<OpenApiDocument> =>
    (await (await fetch(`${server.url}/api/openapi.json`)).json()) as OpenApiDocument;

  it.each(ALL)('[H12] describes %s: what it takes, every answer, and its errors', async (name, route) => {
    const operation = (await readDocument()).paths[`/api${route.path}`]?.[route.method.toLowerCase()];
    expect(operation).toMatchObject({ operationId: name, summary: route.summary });
    const errorType = name in uploadRoutes ? 'application/problem+json' : 'application/json';
    expect(operation?.responses).toMatchObject({ '4XX': { content: { [errorType]: {} } }, '5XX': {} });
    expect(Object.keys(route.answers).some((status) => status.startsWith('2'))).toBe(true);
    for (const [status, answer] of Object.entries(route.answers)) {
      const { body, headers } =
        answer !== null && isByHand(answer) ? answer : { body: answer, headers: undefined };
      const type = typeof body === 'string' ? body : 'application/json';
      expect(operation?.responses).toHaveProperty(status);
      expect(Object.keys(operation?.responses[status]?.content ?? {})).toEqual(body === null ? [] : [type]);
      expect(Object.keys(operation?.responses[status]?.headers ?? {})).toEqual(Object.keys(headers ?? {}));
    }
    const read = operation?.parameters?.filter((parameter) => parameter.in === 'header') ?? [];
    expect(read.map((parameter) => parameter.name)).toEqual(Object.keys(route.headers ?? {}));
    if (route.bytes !== undefined)
      expect(operation?.requestBody.content).toEqual({
        [route.bytes]: { schema: { type: 'string', format: 'binary' } },
      });
  });

  it('[H12] describes nothing without an answer, nothing twice, and the form of an upload', async () => {
    const body = await readDocument();
    expect(body.openapi).toMatch(/^3\.1/);
    const operations = Object.values(body.paths).flatMap((path) => Object.values(path));
    for (const { operationId, responses } of operations)
      expect(Object.keys(responses), operationId).toContainEqual(expect.stringMatching(/^2\d\d$/));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const upload = body.paths['/api/assets']?.['post']?.requestBody.content['multipart/form-data']?.schema;
    expect(upload?.properties.assetData).toMatchObject({ format: 'binary' });
    expect(upload?.required).toEqual(
      expect.arrayContaining(['assetData', 'fileCreatedAt', 'fileModifiedAt']),
    );
  });

  it('answers every public question of a client that looks around', async () => {
    const wellKnown = await fetch(`${server.url}/.well-known/immich`);
    expect(await wellKnown.json()).toEqual({ api: { endpoint: '/api' } });
    expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ status: 'ok' });
    expect((await server.client.get('/server/version')).body).toEqual({ major: 2, minor: 7, patch: 5 });
    expect((await server.client.get('/server/features')).body.keepsake.albumsByName).toBe(true);
    expect((await server.client.get('/server/media-types')).body.image).toContain('.heic');
    const { diskSizeRaw, diskUseRaw } = (await server.client.get('/server/storage')).body;
    expect(diskSizeRaw).toBeGreaterThan(diskUseRaw);
    expect((await server.client.get('/server/about')).body.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each([
    ['GET', '/nothing-here', undefined, 404, 'not-found'],
    ['PUT', '/albums', {}, 405, 'method-not-allowed'],
    ['GET', '/albums/not-a-uuid', undefined, 400, 'bad-request'],
    ['GET', '/albums/%E0%A4%A', undefined, 400, 'bad-request'],
    ['POST', `/albums/${'x'.repeat(13_000)}/assets`, {}, 400, 'bad-request'],
    ['POST', '/albums', { albumName: 7 }, 400, 'bad-request'],
    ['POST', '/auth/login', undefined, 400, 'bad-request'],
  ] as const)('answers %s %.30s with a body of the one form', async (method, path, body, status, code) => {
    const answer = await server.client.send(method, path, body);
    expect(answer).toMatchObject({ status, body: { statusCode: status, code } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(answer.body.message).toMatch(/^[A-Z].*[.!]$/);
    expect(answer.body.requestId).toMatch(/^[\da-f-]{36}$/);
    expect(answer.body.error).not.toBe('');
  });

  it('answers what is no JSON, too much JSON and no HTTP in the same form', async () => {
    const post = (body: string): Promise<Response> =>
      fetch(`${server.url}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    expect(await (await post('{"a":')).json()).toMatchObject({ statusCode: 400, code: 'bad-json' });
    expect(await (await post(`"${'x'.repeat(21_000_000)}"`)).json()).toMatchObject({
      code: 'payload-too-large',
    });
    const raw = await openRaw(server);
    raw.write('this is no HTTP\r\n\r\n');
    expect(await raw.until('}')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"bad-request"/);
    await raw.closed;
  });
});
