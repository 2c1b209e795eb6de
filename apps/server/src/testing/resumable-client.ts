import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import type { TestBody } from './test-body.ts';
import { sha1, type TestClient } from './test-client.ts';

/** An answer of /uploads, with the interim ones before it. */
export interface ResumableAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: TestBody;
  readonly interim: readonly { readonly status: number; readonly headers: http.IncomingHttpHeaders }[];
}

type Headers = Readonly<Record<string, string | undefined>>;

/** A request whose body is sent by hand, and the answer that is hoped for. */
export interface OpenRequest {
  readonly request: ClientRequest;
  readonly answer: Promise<ResumableAnswer>;
  /** Resolves with the first interim answer. */
  readonly announced: Promise<http.IncomingHttpHeaders>;
}

const ASSET = {
  fileName: 'IMG_0001.mp4',
  deviceAssetId: 'asset-1',
  deviceId: 'device-1',
  fileCreatedAt: '2024-05-06T07:08:09.000+02:00',
  fileModifiedAt: '2024-05-06T07:08:09.000Z',
};

/** X-Keepsake-Asset. */
export function assetHeader(changes: Readonly<Record<string, unknown>> = {}): string {
  return Buffer.from(JSON.stringify({ ...ASSET, ...changes })).toString('base64url');
}

/** Repr-Digest or Content-Digest with the SHA-1 of these bytes. */
export function shaDigest(bytes: Uint8Array): string {
  return `sha=:${sha1(bytes, 'base64')}:`;
}

/** Speaks the draft of resumable uploads to a server, byte by byte where a test wants it. */
export class ResumableClient {
  readonly #client: TestClient;
  readonly #isolated = new http.Agent({ keepAlive: false });

  constructor(client: TestClient) {
    this.#client = client;
  }

  /** POST /uploads with the interop version; a header that is undefined is left out. */
  create(bytes: Uint8Array | undefined, headers: Headers = {}): Promise<ResumableAnswer> {
    return this.send('POST', '/api/uploads', bytes, {
      'x-keepsake-asset': assetHeader(),
      'upload-complete': '?1',
      ...headers,
    });
  }

  /** Begins an upload without content. @returns its location */
  async begin(headers: Headers = {}): Promise<string> {
    const answer = await this.create(undefined, { 'upload-complete': '?0', ...headers });
    if (answer.status !== 201) throw new Error(`${answer.status}: ${answer.body.message}`);
    return answer.headers.location ?? '';
  }

  append(location: string, offset: number, bytes: Uint8Array | undefined, headers: Headers = {}) {
    return this.send('PATCH', location, bytes, {
      'content-type': 'application/partial-upload',
      'upload-offset': String(offset),
      'upload-complete': '?1',
      ...headers,
    });
  }

  head(location: string): Promise<ResumableAnswer> {
    return this.send('HEAD', location, undefined, {});
  }

  async offsetOf(location: string): Promise<number> {
    return Number((await this.head(location)).headers['upload-offset']);
  }

  send(method: string, path: string, bytes: Uint8Array | undefined, headers: Headers) {
    const { request, answer } = this.open(method, path, {
      'content-length': String(bytes?.length ?? 0),
      ...headers,
    });
    request.end(bytes);
    return answer;
  }

  /** Opens a request on a connection of its own and sends its head. */
  open(method: string, path: string, headers: Headers): OpenRequest {
    const given = { ...this.#client.authorization, 'upload-draft-interop-version': '8', ...headers };
    const sent = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const request = http.request(new URL(path, this.#client.api), {
      method,
      agent: this.#isolated,
      headers: Object.fromEntries(sent),
    });
    // After an answer that came early, the rest of the body finds nobody.
    request.on('error', () => undefined);
    const interim: { status: number; headers: http.IncomingHttpHeaders }[] = [];
    const announced = new Promise<http.IncomingHttpHeaders>((resolve) =>
      request.on('information', (info) => {
        interim.push({ status: info.statusCode, headers: info.headers });
        resolve(info.headers);
      }),
    );
    const answer = readAnswer(request, interim);
    // A test that cuts the connection does not await it.
    answer.catch(() => undefined);
    request.flushHeaders();
    return { request, answer, announced };
  }
}

async function readAnswer(
  request: ClientRequest,
  interim: ResumableAnswer['interim'],
): Promise<ResumableAnswer> {
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  const body = (text === '' ? {} : JSON.parse(text)) as TestBody;
  return { status: response.statusCode ?? 0, headers: response.headers, body, interim };
}
