import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Route } from '@keepsake/protocol';
import { ResumableClient } from '../resumable-client.ts';
import { sha1, type TestClient } from '../test-client.ts';
import { openTestServer, type TestServer } from '../test-server.ts';
import { tokenHash } from '../../auth/tokens.ts';
import type { ExampleRequest, Named } from './example-requests.ts';

/** Headers that stand for somebody; or for nobody. */
export type Credentials = Readonly<Record<string, string>>;

/** A server with an owner, whose things others would like to have. */
export interface Scene {
  readonly server: TestServer;
  readonly database: DatabaseSync;
  /** What the owner has. */
  readonly owned: Named;
  readonly userIds: Readonly<Record<'owner' | 'other' | 'administrator', string>>;
  close(): Promise<void>;
}

const SECRET_BYTES = 'nobody else may see this';
const DEVICE = { deviceId: "the owner's phone", deviceAssetId: 'IMG_0001' };

export async function openScene(): Promise<Scene> {
  const server = await openTestServer();
  const owner = await server.addClient('owner');
  const other = await server.addClient('other');
  const idOf = async (client: TestClient): Promise<string> => (await client.get('/users/me')).body.id;
  const uploaded = await owner.upload({ bytes: SECRET_BYTES, fileName: 'secret.jpg', fields: DEVICE });
  const albumName = "The owner's album";
  const album = await owner.post('/albums', { albumName, assetIds: [uploaded.body.id] });
  const [session] = await owner.list('/sessions');
  const key = await owner.post('/api-keys', { name: "the owner's key" });
  const begun = await new ResumableClient(owner).create(Buffer.from('secret'), { 'upload-complete': '?0' });
  const userIds = {
    owner: await idOf(owner),
    other: await idOf(other),
    administrator: await idOf(server.client),
  };
  const database = new DatabaseSync(path.join(server.dataDir, 'keepsake.sqlite'), { timeout: 5000 });
  return {
    server,
    database,
    userIds,
    owned: {
      asset: uploaded.body.id,
      album: album.body.id,
      albumName,
      apiKey: key.body.apiKey.id,
      session: session?.id ?? '',
      user: userIds.owner,
      checksum: sha1(SECRET_BYTES),
      upload: begun.headers.location?.split('/').at(-1) ?? '',
      ...DEVICE,
    },
    close: async () => {
      database.close();
      await server.close();
    },
  };
}

/** The same kinds of things, of nobody. */
export function nobodys(): Named {
  return {
    asset: randomUUID(),
    album: randomUUID(),
    albumName: `album ${randomUUID()}`,
    apiKey: randomUUID(),
    session: randomUUID(),
    user: randomUUID(),
    checksum: sha1(randomUUID()),
    deviceId: `device ${randomUUID()}`,
    deviceAssetId: `asset ${randomUUID()}`,
    upload: randomBytes(16).toString('hex'),
  };
}

/** Opens a session that was used last at this time. */
export function sessionOf({ database }: Scene, userId: string, usedAt = new Date()): Credentials {
  const token = randomUUID();
  database
    .prepare('insert into sessions (id, user_id, token_hash, created_at, updated_at) values (?, ?, ?, ?, ?)')
    .run(randomUUID(), userId, tokenHash(token), usedAt.toISOString(), usedAt.toISOString());
  return { authorization: `Bearer ${token}` };
}

/** Makes an API key that may do this. */
export function keyOf({ database }: Scene, userId: string, permissions: readonly string[]): Credentials {
  const secret = randomUUID();
  const now = new Date().toISOString();
  database
    .prepare(
      'insert into api_keys (id, user_id, name, secret_hash, permissions, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(randomUUID(), userId, 'k', tokenHash(secret), JSON.stringify(permissions), now, now);
  return { 'x-api-key': secret };
}

/** Takes back what {@link sessionOf} and {@link keyOf} made, so that no answer depends on the requests before it. */
export function forgetCredentials({ database, userIds }: Scene): void {
  for (const table of ['sessions', 'api_keys'])
    database.prepare(`delete from ${table} where user_id != ?`).run(userIds.owner);
}

/** What an answer comes to, without what differs from one request to the next or repeats the request. */
export interface Answered {
  readonly status: number;
  readonly code: string | undefined;
  readonly text: string;
  /** As it came. */
  readonly raw: string;
}

export async function ask(
  { server }: Scene,
  route: Route,
  request: ExampleRequest,
  who: Credentials,
  named: Named,
): Promise<Answered> {
  const at = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(request.params?.[name] ?? ''),
  );
  const form = request.form && toForm(request.form);
  const json = request.body !== undefined && { 'content-type': 'application/json' };
  const response = await fetch(`${server.url}/api${at}?${new URLSearchParams(request.query).toString()}`, {
    method: route.method,
    headers: { ...request.headers, ...json, ...who },
    body: form ?? request.bytes ?? (request.body === undefined ? null : JSON.stringify(request.body)),
  });
  const raw = await response.text();
  const isJson = /^application\/(?:problem\+)?json/.test(response.headers.get('content-type') ?? '');
  const code = isJson && raw !== '' ? (JSON.parse(raw) as { readonly code?: string }).code : undefined;
  return { status: response.status, code, text: withoutNames(raw, named), raw };
}

function toForm(fields: Readonly<Record<string, string | Blob>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

function withoutNames(text: string, named: Named): string {
  const plain = Object.entries(named).reduce(
    (left, [kind, name]) => left.replaceAll(name, `(${kind})`),
    text,
  );
  return plain
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '(id)')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(time)')
    .replace(/"secret":"[^"]+"/g, '"secret":""')
    .replace(/"disk\w+":("[^"]*"|[\d.]+)/g, '"disk":0');
}

/** Everything that the server keeps of one user. */
export function everythingOf({ database }: Scene, userId: string): unknown {
  const queries = {
    users: 'select * from users where id = ?',
    sessions: 'select * from sessions where user_id = ? order by id',
    keys: 'select * from api_keys where user_id = ? order by id',
    assets: 'select * from assets where owner_id = ? order by id',
    devices: 'select * from device_assets where owner_id = ? order by device_asset_id',
    uploads: 'select * from uploads where user_id = ? order by id',
    albums: 'select * from albums where owner_id = ? order by id',
    inAlbums:
      'select album_assets.* from album_assets join albums on albums.id = album_id where owner_id = ? order by asset_id',
  };
  return Object.entries(queries).map(([table, query]) => [table, database.prepare(query).all(userId)]);
}
