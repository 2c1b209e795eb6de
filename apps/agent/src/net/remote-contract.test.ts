import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CancelSource, type RemoteAssetId } from '@keepsake/engine';
import { createRemote, discoverServer, signIn, type Credential } from '@keepsake/remote';
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
  const remoteOf = (credential: Credential) => createRemote({ transport, serverUrl: found.url, credential });
  const read = async <T>(address: string): Promise<T> => {
    const answer = await fetch(`${server.url}/api${address}`, {
      headers: { authorization: `Bearer ${tokens.ada}` },
    });
    return (await answer.json()) as T;
  };

  return {
    remote: remoteOf({ kind: 'session', token: tokens.ada }),
    limited: remoteOf({ kind: 'session', token: tokens.ben }),
    limitedQuotaBytes: LIMITED_QUOTA_BYTES,
    signedOut: remoteOf({ kind: 'api-key', secret: 'revoked' }),
    readAlbum: async (name) => {
      const albums = await read<{ id: string; albumName: string }[]>('/albums');
      const album = albums.find(({ albumName }) => albumName === name);
      if (album === undefined) return undefined;
      const { assets } = await read<{ assets: { id: RemoteAssetId }[] }>(`/albums/${album.id}`);
      return assets.map(({ id }) => id);
    },
    close: async () => {
      transport.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

describeRemoteContract('createRemote over node:http against a Keepsake server', openWorld);
