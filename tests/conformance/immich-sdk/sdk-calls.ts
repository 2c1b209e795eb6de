import * as sdk from '@immich/sdk';
import { ADMIN, type World } from './world.ts';

type SdkFunction = {
  [Name in keyof typeof sdk]: (typeof sdk)[Name] extends (...args: never[]) => Promise<unknown>
    ? Name
    : never;
}[keyof typeof sdk];

/** Makes what a call needs to succeed, and to answer with something in its lists; then the call's arguments. */
type Prepare<Name extends SdkFunction> = (
  world: World,
) => Promise<Parameters<(typeof sdk)[Name]>> | Parameters<(typeof sdk)[Name]>;

/** For each function of the SDK that can be called here, how. Its types are the SDK's own. */
const CALLS: { readonly [Name in SdkFunction]?: Prepare<Name> } = {
  login: () => [{ loginCredentialDto: ADMIN }],
  logout: () => [],
  validateAccessToken: () => [],
  changePassword: () => [
    { changePasswordDto: { password: ADMIN.password, newPassword: 'a better password' } },
  ],

  getMyUser: () => [],
  updateMyUser: () => [{ userUpdateMeDto: { name: 'Ada L.' } }],
  searchUsersAdmin: () => [{ withDeleted: true }],
  createUserAdmin: () => [
    {
      userAdminCreateDto: {
        email: 'ben@example.org',
        password: 'battery staple',
        name: 'Ben',
        quotaSizeInBytes: 1_000_000,
        notify: false,
      },
    },
  ],
  getUserAdmin: async (world) => [{ id: await world.addUser() }],
  updateUserAdmin: async (world) => [
    { id: await world.addUser(), userAdminUpdateDto: { quotaSizeInBytes: 5_000_000 } },
  ],
  deleteUserAdmin: async (world) => [{ id: await world.addUser(), userAdminDeleteDto: { force: false } }],
  restoreUserAdmin: async (world) => {
    const id = await world.addUser();
    await sdk.deleteUserAdmin({ id, userAdminDeleteDto: {} });
    return [{ id }];
  },

  getSessions: () => [],
  deleteAllSessions: () => [],
  deleteSession: async (world) => {
    await world.signIn();
    const other = (await sdk.getSessions()).find(({ current }) => !current);
    return [{ id: other?.id ?? 'there is no other session' }];
  },

  createApiKey: () => [{ apiKeyCreateDto: { name: 'Laptop', permissions: [sdk.Permission.AssetUpload] } }],
  getApiKeys: async (world) => {
    await world.addApiKey();
    return [];
  },
  getMyApiKey: async (world) => {
    world.useApiKey((await world.addApiKey()).secret);
    return [];
  },
  getApiKey: async (world) => [{ id: (await world.addApiKey()).apiKey.id }],
  updateApiKey: async (world) => [
    { id: (await world.addApiKey()).apiKey.id, apiKeyUpdateDto: { name: 'Phone' } },
  ],
  deleteApiKey: async (world) => [{ id: (await world.addApiKey()).apiKey.id }],

  pingServer: () => [],
  getServerVersion: () => [],
  getServerFeatures: () => [],
  getServerConfig: () => [],
  getAboutInfo: () => [],
  getSupportedMediaTypes: () => [],
  getStorage: () => [],

  // Not `metadata`: the SDK sends it as file parts, which Immich's server does not take either.
  uploadAsset: (world) => [
    {
      assetMediaCreateDto: {
        ...world.nextPhoto(),
        isFavorite: true,
        visibility: sdk.AssetVisibility.Archive,
        filename: 'Renamed.jpg',
        sidecarData: new File(['<x/>'], 'IMG.xmp'),
      },
    },
  ],
  checkExistingAssets: async (world) => {
    const { deviceId, deviceAssetId } = world.nextPhoto();
    await world.addPhoto();
    return [{ checkExistingAssetsDto: { deviceId, deviceAssetIds: [deviceAssetId, 'asset 2'] } }];
  },
  checkBulkUpload: async (world) => {
    const { checksum } = await sdk.getAssetInfo({ id: await world.addPhoto() });
    const unknown = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
    const assets = [
      { id: 'known', checksum },
      { id: 'unknown', checksum: unknown },
    ];
    return [{ assetBulkUploadCheckDto: { assets } }];
  },
  getAssetStatistics: async (world) => {
    await world.addPhoto();
    return [{ isFavorite: false }];
  },
  getAssetInfo: async (world) => [{ id: await world.addPhoto() }],
  downloadAsset: async (world) => [{ id: await world.addPhoto() }],

  deleteAssets: async (world) => [{ assetBulkDeleteDto: { ids: [await world.addPhoto()], force: true } }],
  restoreAssets: async (world) => [{ bulkIdsDto: { ids: [await world.addTrashed()] } }],
  restoreTrash: async (world) => {
    await world.addTrashed();
    return [];
  },
  emptyTrash: async (world) => {
    await world.addTrashed();
    return [];
  },
  getDownloadInfo: async (world) => [{ downloadInfoDto: { albumId: (await world.addAlbum()).id } }],
  downloadArchive: async (world) => [{ downloadArchiveDto: { assetIds: [await world.addPhoto()] } }],

  getAllAlbums: async (world) => [{ assetId: (await world.addAlbum()).photoId }],
  createAlbum: async (world) => [
    { createAlbumDto: { albumName: 'Winter', description: 'Snow', assetIds: [await world.addPhoto()] } },
  ],
  getAlbumInfo: async (world) => [{ id: (await world.addAlbum()).id, withoutAssets: false }],
  updateAlbumInfo: async (world) => [
    { id: (await world.addAlbum()).id, updateAlbumDto: { albumName: 'Autumn', description: '' } },
  ],
  addAssetsToAlbum: async (world) => {
    const { id, photoId } = await world.addAlbum();
    return [{ id, bulkIdsDto: { ids: [await world.addPhoto(), photoId] } }];
  },
  removeAssetFromAlbum: async (world) => {
    const { id, photoId } = await world.addAlbum();
    return [{ id, bulkIdsDto: { ids: [photoId, await world.addPhoto()] } }];
  },
  deleteAlbum: async (world) => [{ id: (await world.addAlbum()).id }],
};

/** A call of the SDK that waits to be made. */
export interface PreparedCall {
  readonly args: readonly unknown[];
  make(args?: readonly unknown[]): Promise<unknown>;
}

/** Gets a server ready for a function of the SDK; throws when nobody has written down how it is called. */
export async function prepareCall(name: string, world: World): Promise<PreparedCall> {
  // The first account is made where there is none yet.
  if (name === 'signUpAdmin') return callOf(name, [{ signUpDto: ADMIN }]);
  await world.settle();
  const prepare = CALLS[name as SdkFunction];
  if (prepare === undefined) throw new Error(`the server shares ${name} with the SDK; add how it is called`);
  return callOf(name, await prepare(world));
}

function callOf(name: string, args: readonly unknown[]): PreparedCall {
  const call = sdk[name as SdkFunction] as unknown as (...args: readonly unknown[]) => Promise<unknown>;
  return { args, make: (changed = args) => call(...changed) };
}
