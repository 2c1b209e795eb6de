import { assetHeader } from '../resumable-client.ts';

/** What an example names: things that somebody owns, or that nobody does. */
export type Named = Readonly<
  Record<
    | 'asset'
    | 'album'
    | 'albumName'
    | 'apiKey'
    | 'session'
    | 'user'
    /** SHA-1 in hex. */
    | 'checksum'
    | 'deviceId'
    | 'deviceAssetId'
    /** A resumable one that is not complete. */
    | 'upload',
    string
  >
>;

/** An example of a request: valid in every respect, so that nothing but the caller's rights can be why it is refused. */
export interface ExampleRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string | Blob>>;
  readonly bytes?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const DATES = { fileCreatedAt: '2024-05-06T07:08:09Z', fileModifiedAt: '2024-05-06T07:08:09Z' };
const ACCOUNT = { email: 'mallory@example.org', password: 'correct horse', name: 'Mallory' };

const nothing = (): ExampleRequest => ({});
const byAsset = ({ asset }: Named): ExampleRequest => ({ params: { id: asset } });
const byAlbum = ({ album }: Named): ExampleRequest => ({ params: { id: album } });
const byUser = ({ user }: Named): ExampleRequest => ({ params: { id: user } });
const byApiKey = ({ apiKey }: Named): ExampleRequest => ({ params: { id: apiKey } });
const byUpload = ({ upload }: Named): ExampleRequest => ({ params: { id: upload } });
const assetsOfAlbum = ({ album, asset }: Named): ExampleRequest => ({
  params: { id: album },
  body: { ids: [asset] },
});
const assetIds = ({ asset }: Named): ExampleRequest => ({ body: { assetIds: [asset] } });
const ids = ({ asset }: Named): ExampleRequest => ({ body: { ids: [asset] } });

/** An example request of every route, by the route's name. It names as many things as the route can name. */
export const EXAMPLE_REQUESTS: Readonly<Record<string, (named: Named) => ExampleRequest>> = {
  signUpAdmin: () => ({ body: ACCOUNT }),
  login: () => ({ body: { email: ACCOUNT.email, password: ACCOUNT.password } }),
  validateToken: nothing,
  logout: nothing,
  changePassword: () => ({ body: { password: 'a wrong one', newPassword: 'another one' } }),
  listSessions: nothing,
  deleteOtherSessions: nothing,
  deleteSession: ({ session }) => ({ params: { id: session } }),
  me: nothing,
  updateMe: () => ({ body: { name: 'Mallory' } }),
  createUser: () => ({ body: ACCOUNT }),
  listUsers: ({ user }) => ({ query: { id: user } }),
  readUser: byUser,
  updateUser: (named) => ({ ...byUser(named), body: { quotaSizeInBytes: 1, password: 'taken over' } }),
  removeUser: (named) => ({ ...byUser(named), body: { force: true } }),
  restoreUser: byUser,
  createApiKey: () => ({ body: { name: 'k', permissions: ['apiKey.create'] } }),
  listApiKeys: nothing,
  myApiKey: nothing,
  readApiKey: byApiKey,
  updateApiKey: (named) => ({
    ...byApiKey(named),
    body: { name: 'taken over', permissions: ['apiKey.update'] },
  }),
  deleteApiKey: byApiKey,
  ping: nothing,
  version: nothing,
  features: nothing,
  config: nothing,
  about: nothing,
  mediaTypes: nothing,
  storage: nothing,
  exist: ({ deviceId, deviceAssetId }) => ({ body: { deviceId, deviceAssetIds: [deviceAssetId] } }),
  bulkCheck: ({ checksum }) => ({ body: { assets: [{ id: 'x', checksum }] } }),
  verifyAssets: ({ asset, checksum }) => ({ body: { ids: [asset], checksums: [checksum], deep: true } }),
  upload: ({ asset, checksum, deviceId, deviceAssetId }) => ({
    headers: { 'x-immich-checksum': checksum },
    form: {
      ...DATES,
      deviceId,
      deviceAssetId,
      livePhotoVideoId: asset,
      assetData: new File(['other bytes'], 'x.jpg'),
    },
  }),
  statistics: nothing,
  readAsset: byAsset,
  readOriginal: byAsset,
  deleteAssets: ({ asset }) => ({ body: { ids: [asset], force: true } }),
  listTrash: nothing,
  restoreAssets: ids,
  restoreTrash: nothing,
  emptyTrash: nothing,
  downloadInfo: ({ album }) => ({ body: { albumId: album } }),
  downloadArchive: assetIds,
  downloadAlbum: byAlbum,
  listAlbums: ({ asset }) => ({ query: { assetId: asset } }),
  createAlbum: ({ albumName, asset }) => ({ body: { albumName, assetIds: [asset] } }),
  readAlbum: byAlbum,
  updateAlbum: (named) => ({ ...byAlbum(named), body: { albumName: 'taken over' } }),
  deleteAlbum: byAlbum,
  addToAlbum: assetsOfAlbum,
  removeFromAlbum: assetsOfAlbum,
  createUpload: ({ checksum, deviceId, deviceAssetId }) => ({
    headers: {
      'x-keepsake-asset': assetHeader({ deviceId, deviceAssetId }),
      'upload-complete': '?1',
      'repr-digest': `sha=:${Buffer.from(checksum, 'hex').toString('base64')}:`,
    },
    bytes: 'other bytes',
  }),
  headUpload: byUpload,
  readUpload: byUpload,
  appendToUpload: (named) => ({
    ...byUpload(named),
    headers: { 'content-type': 'application/partial-upload', 'upload-offset': '6', 'upload-complete': '?1' },
    bytes: 'other bytes',
  }),
  cancelUpload: byUpload,
  addToAlbumByName: ({ albumName, asset }) => ({ params: { albumName }, body: { assetIds: [asset] } }),
};
