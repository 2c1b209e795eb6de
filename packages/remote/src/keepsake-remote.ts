import {
  BackupError,
  throwIfCancelled,
  type AlbumAddition,
  type CancelSignal,
  type Remote,
  type RemoteAssetId,
  type RemoteDescription,
} from '@keepsake/engine';
import { routes } from '@keepsake/protocol';
import { addByName, AlbumDirectory } from './album-directory.ts';
import { callApi, type Api } from './api-call.ts';
import { findChecksums, findDeviceAssets } from './find-assets.ts';
import type { HttpTransport } from './http-transport.ts';
import { uploadAsset } from './upload-asset.ts';

/** What a person signs in with: a session's token, or the secret of an API key. */
export type Credential =
  | { readonly kind: 'session'; readonly token: string }
  | { readonly kind: 'api-key'; readonly secret: string };

/** Where a person's server is and what opens it. */
export interface KeepsakeRemoteConfig {
  readonly transport: HttpTransport;
  /** As `discoverServer` found it: no trailing slash, no `/api`. */
  readonly serverUrl: string;
  readonly credential: Credential;
}

type Features = Awaited<ReturnType<typeof askFeatures>>;

/**
 * The engine's view of a Keepsake server, and of an Immich server as far as that goes. What the server can do is asked
 * once, and again at each `describe`.
 *
 * @throws BackupError `unauthorized` when the credential can be no credential
 */
export function createKeepsakeRemote(config: KeepsakeRemoteConfig): Remote {
  const api: Api = {
    transport: config.transport,
    baseUrl: `${config.serverUrl.replace(/\/+$/, '')}/api`,
    login: loginHeadersOf(config.credential),
  };
  let features: Features | undefined;
  let albums = new AlbumDirectory(api);

  const describe = async (signal: CancelSignal): Promise<RemoteDescription> => {
    const [user, asked, version] = await Promise.all([
      askUser(api, signal),
      askFeatures(api, signal),
      askVersion(api, signal),
    ]);
    features = asked;
    albums = new AlbumDirectory(api);
    return {
      product: asked === undefined ? 'immich' : 'keepsake',
      version: asked?.version ?? version,
      userId: user.id,
      userName: user.name,
      storage: { usedBytes: user.quotaUsageInBytes, quotaBytes: user.quotaSizeInBytes ?? undefined },
    };
  };

  const addToAlbum = async (
    name: string,
    ids: readonly RemoteAssetId[],
    signal: CancelSignal,
  ): Promise<readonly AlbumAddition[]> => {
    throwIfCancelled(signal);
    if (ids.length === 0) return [];
    features ??= await askFeatures(api, signal);
    // Every reader of addresses takes these two for steps, however they are written.
    const isPathStep = name === '.' || name === '..';
    return features?.albumsByName === true && !isPathStep
      ? addByName(api, name, ids, signal)
      : albums.add(name, ids, signal);
  };

  return {
    describe,
    findDeviceAssets: (deviceId, ids, signal) => findDeviceAssets(api, deviceId, ids, signal),
    findChecksums: (checksums, signal) => findChecksums(api, checksums, signal),
    upload: (request, observer, signal) => uploadAsset(api, request, observer, signal),
    addToAlbum,
  };
}

function loginHeadersOf(credential: Credential): Readonly<Record<string, string>> {
  const secret = credential.kind === 'session' ? credential.token : credential.secret;
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new BackupError('unauthorized', 'The stored login is damaged: sign in again');
  }
  return credential.kind === 'session' ? { authorization: `Bearer ${secret}` } : { 'x-api-key': secret };
}

const me = routes.me.answers[200].pick({
  id: true,
  name: true,
  quotaSizeInBytes: true,
  quotaUsageInBytes: true,
});

const askUser = async (api: Api, signal: CancelSignal) =>
  (await callApi(api, routes.me, me, {}, signal)).data;

const askFeatures = async (api: Api, signal: CancelSignal) =>
  (await callApi(api, routes.features, routes.features.answers[200], {}, signal)).data.keepsake;

const askVersion = async (api: Api, signal: CancelSignal): Promise<string> => {
  const { data } = await callApi(api, routes.version, routes.version.answers[200], {}, signal);
  return `${data.major}.${data.minor}.${data.patch}`;
};
