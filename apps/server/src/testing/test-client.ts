import { createHash } from 'node:crypto';
import type { TestBody, TestListed } from './test-body.ts';

/** An answer of the server, read whole. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: TestBody;
}

export interface TestUpload {
  readonly bytes: Uint8Array | string;
  readonly fileName?: string;
  readonly fields?: Readonly<Record<string, string | undefined>>;
  readonly motion?: { readonly bytes: Uint8Array | string; readonly fileName: string };
  readonly sidecar?: { readonly bytes: Uint8Array | string; readonly fileName: string };
  readonly headers?: Readonly<Record<string, string>>;
}

const DEFAULT_FIELDS: Readonly<Record<string, string>> = {
  deviceAssetId: 'asset-1',
  deviceId: 'device-1',
  fileCreatedAt: '2024-05-06T07:08:09.000+02:00',
  fileModifiedAt: '2024-05-06T07:08:09.000Z',
};

/** Speaks to a server over real HTTP, as one user. */
export class TestClient {
  readonly api: string;
  #token = '';

  constructor(url: string) {
    this.api = `${url}/api`;
  }

  get token(): string {
    return this.#token;
  }

  get authorization(): Record<string, string> {
    return this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` };
  }

  async login(email: string, password: string, headers: Record<string, string> = {}): Promise<TestAnswer> {
    const answer = await this.post('/auth/login', { email, password }, headers);
    this.#token = answer.body.accessToken;
    return answer;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.send('POST', path, body, headers);
  }

  /** GET of an answer that is a list. */
  async list(path: string): Promise<readonly TestListed[]> {
    const response = await fetch(this.api + path, { headers: this.authorization });
    return (await response.json()) as TestListed[];
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer> {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.#fetch(path, {
      method,
      headers: { ...type, ...this.authorization, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  upload(upload: TestUpload): Promise<TestAnswer> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...DEFAULT_FIELDS, ...upload.fields }))
      if (value !== undefined) form.append(name, value);
    form.append('assetData', new Blob([blobPart(upload.bytes)]), upload.fileName ?? 'IMG_0001.jpg');
    if (upload.motion !== undefined)
      form.append('livePhotoData', new Blob([blobPart(upload.motion.bytes)]), upload.motion.fileName);
    if (upload.sidecar !== undefined)
      form.append('sidecarData', new Blob([blobPart(upload.sidecar.bytes)]), upload.sidecar.fileName);
    return this.uploadForm(form, upload.headers);
  }

  uploadForm(form: FormData, headers: Readonly<Record<string, string>> = {}): Promise<TestAnswer> {
    return this.#fetch('/assets', {
      method: 'POST',
      headers: { ...this.authorization, ...headers },
      body: form,
    });
  }

  async download(id: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.api}/assets/${id}/original`, { headers: { ...this.authorization, ...headers } });
  }

  async #fetch(path: string, init: RequestInit): Promise<TestAnswer> {
    const response = await fetch(this.api + path, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as TestBody,
    };
  }
}

export function sha1(bytes: Uint8Array | string, encoding: 'hex' | 'base64' = 'hex'): string {
  return createHash('sha1').update(bytes).digest(encoding);
}

function blobPart(bytes: Uint8Array | string): Uint8Array<ArrayBuffer> | string {
  return typeof bytes === 'string' ? bytes : new Uint8Array(bytes);
}
