import { Buffer } from 'node:buffer';

/** One asset as the server tells of it; the fields that tests look at. */
export interface StoredAsset {
  readonly id: string;
  readonly type: 'IMAGE' | 'VIDEO';
  /** SHA-1 in base64. */
  readonly checksum: string;
  readonly originalFileName: string;
  readonly livePhotoVideoId: string | null;
  readonly visibility: string;
}

/** Speaks to the server as any client may: by its HTTP API. */
export class ServerApi {
  readonly #url: string;
  readonly #account: { readonly email: string; readonly password: string };
  #token: string | undefined;

  constructor(url: string, account: { readonly email: string; readonly password: string }) {
    this.#url = url;
    this.#account = account;
  }

  /** Makes the first account. */
  async signUp(name: string): Promise<void> {
    await this.#send('POST', '/auth/admin-sign-up', { ...this.#account, name }, {});
  }

  /** Calls the API, signed in; answers with the parsed body, and throws for what is no success. */
  async call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    this.#token ??= (
      await this.#send<{ accessToken: string }>('POST', '/auth/login', this.#account, {})
    ).accessToken;
    return this.#send<Answer>(method, path, body, { authorization: `Bearer ${this.#token}` });
  }

  /** The asset of these bytes, by their SHA-1 in hex; undefined when the server has none. */
  async assetOf(checksum: string): Promise<StoredAsset | undefined> {
    const { results } = await this.call<{ results: { action: string; assetId?: string }[] }>(
      'POST',
      '/assets/bulk-upload-check',
      { assets: [{ id: 'x', checksum }] },
    );
    const id = results[0]?.assetId;
    return id === undefined ? undefined : this.call<StoredAsset>('GET', `/assets/${id}`);
  }

  /** Albums by name, each with the ids of its assets, sorted. */
  async albums(): Promise<Record<string, readonly string[]>> {
    const albums = await this.call<{ id: string; albumName: string }[]>('GET', '/albums');
    const entries = albums.map(async ({ id, albumName }) => {
      const { assets } = await this.call<{ assets: { id: string }[] }>('GET', `/albums/${id}`);
      return [albumName, assets.map((asset) => asset.id).sort()] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  async total(): Promise<number> {
    return (await this.call<{ total: number }>('GET', '/assets/statistics')).total;
  }

  async #send<Answer>(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const response = await fetch(`${this.#url}/api${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
}

/** A checksum of the API (base64) as everyone else writes it (hex). */
export function hexOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}
