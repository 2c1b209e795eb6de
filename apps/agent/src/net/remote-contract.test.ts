import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CancelSource, type Checksum, type RemoteAssetId } from '@keepsake/engine';
import {
  createRemote,
  createRemoteOriginals,
  discoverServer,
  signIn,
  type RemoteConfig,
} from '@keepsake/remote';
import { openServer, parseConfig } from '@keepsake/server';
import { describeRemoteContract } from '@keepsake/testkit';
import { openNodeHttpTransport } from './node-http-transport.ts';

const LIMITED_QUOTA_BYTES = 50_000;
const PASSWORD = 'correct horse battery';

/** A server of its own in this process, with a person of no limit and one of a small quota. */
async function openWorld(): ReturnType<Parameters<typeof describeRemoteContract>[1]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'keepsake-contract-'));
  const parsed = parseConfig({
    KEEPSAKE_PORT: '0',
    KEEPSAKE_DATA: folder,
    KEEPSAKE_LOG_LEVEL: 'error',
    KEEPSAKE_STOP_TIMEOUT: '1',
  });
  if (parsed.kind === 'invalid') throw new Error(parsed.sentence);
  const server = await openServer(parsed.config);
  const transport = openNodeHttpTransport();
  const found = await discoverServer(transport, server.url, new CancelSource());
  if (found.kind !== 'keepsake') throw new Error(`found ${found.kind}`);

  const signedIn = async (name: string, quotaBytes: number | null): Promise<string> => {
    const email = `${name}@example.org`;
    await server.addUser({ email, password: PASSWORD, name, quotaBytes });
    const result = await signIn(transport, found.url, email, PASSWORD, new CancelSource());
    if (result.kind !== 'signed-in') throw new Error(result.kind);
    return result.token;
  };
  const tokens = { ada: await signedIn('ada', null), ben: await signedIn('ben', LIMITED_QUOTA_BYTES) };
  const configOf = (token: string): RemoteConfig => ({
    transport,
    serverUrl: found.url,
    credential: { kind: 'session', token },
  });
  const revoked = { ...configOf(''), credential: { kind: 'api-key', secret: 'revoked' } } as const;
  const login = { authorization: `Bearer ${tokens.ada}` };
  const read = async <T>(address: string): Promise<T> =>
    (await (await fetch(`${server.url}/api${address}`, { headers: login })).json()) as T;
  const deleteAsset = async (id: RemoteAssetId, force: boolean): Promise<void> => {
    const headers = { ...login, 'content-type': 'application/json' };
    const body = JSON.stringify({ ids: [id], force });
    const { status } = await fetch(`${server.url}/api/assets`, { method: 'DELETE', headers, body });
    if (status !== 204) throw new Error(`DELETE /assets: ${status}`);
  };

  return {
    remote: createRemote(configOf(tokens.ada)),
    limited: createRemote(configOf(tokens.ben)),
    limitedQuotaBytes: LIMITED_QUOTA_BYTES,
    signedOut: createRemote(revoked),
    originals: createRemoteOriginals(configOf(tokens.ada)),
    signedOutOriginals: createRemoteOriginals(revoked),
    readAlbum: async (name) => {
      const albums = await read<{ id: string; albumName: string }[]>('/albums');
      const album = albums.find(({ albumName }) => albumName === name);
      if (album === undefined) return undefined;
      const { assets } = await read<{ assets: { id: RemoteAssetId }[] }>(`/albums/${album.id}`);
      return assets.map(({ id }) => id);
    },
    trash: (id) => deleteAsset(id, false),
    remove: (id) => deleteAsset(id, true),
    rot: (checksum) => flipFirstBit(folder, checksum),
    close: async () => {
      transport.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Damages the original of this checksum where it lies on the disk. */
async function flipFirstBit(folder: string, checksum: Checksum): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    const bytes = await readFile(file);
    if (createHash('sha1').update(bytes).digest('hex') !== checksum) continue;
    const handle = await open(file, 'r+');
    await handle.write(Buffer.of((bytes[0] ?? 0) ^ 1), 0, 1, 0);
    await handle.close();
    return;
  }
  throw new Error(`no file has the checksum ${checksum}`);
}

describeRemoteContract('createRemote over node:http against a Keepsake server', openWorld);
