import * as z from 'zod';
import * as albums from './schemas/albums.ts';
import * as assets from './schemas/assets.ts';
import * as auth from './schemas/auth.ts';
import * as download from './schemas/download.ts';
import { id, name } from './schemas/primitives.ts';
import * as server from './schemas/server.ts';
import * as trash from './schemas/trash.ts';
import * as users from './schemas/users.ts';
import * as verify from './schemas/verify.ts';

/** One endpoint of the API, below `/api`. `{x}` in a path stands for a percent-encoded segment named in `params`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** One line for the documentation. */
  readonly summary: string;
  /** Who may call it: anyone, any signed-in user, or a user or API key with this permission; or administrators alone. */
  readonly access:
    'public' | 'signed-in' | { readonly permission: string; readonly onlyAdministrators?: boolean };
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Answers by HTTP status; `null` where there is no JSON body. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
}

const byId = z.object({ id });
const needs = (permission: string): Route['access'] => ({ permission });
const administratorNeeds = (permission: string): Route['access'] => ({
  permission,
  onlyAdministrators: true,
});

/** Every JSON endpoint by name. POST /assets is multipart: its `body` is documented by `uploadFields`. */
export const routes = {
  signUpAdmin: {
    method: 'POST',
    path: '/auth/admin-sign-up',
    summary: 'Create the first account, the administrator; only while there is none.',
    access: 'public',
    body: auth.signUpBody,
    answers: { 201: auth.userAnswer },
  },
  login: {
    method: 'POST',
    path: '/auth/login',
    summary: 'Sign in; sets three cookies and returns the session token.',
    access: 'public',
    body: auth.loginBody,
    answers: { 201: auth.loginAnswer },
  },
  validateToken: {
    method: 'POST',
    path: '/auth/validateToken',
    summary: 'Is this login still good?',
    access: 'signed-in',
    answers: { 200: auth.validateTokenAnswer },
  },
  logout: {
    method: 'POST',
    path: '/auth/logout',
    summary: 'End this session.',
    access: 'signed-in',
    answers: { 200: auth.logoutAnswer },
  },
  changePassword: {
    method: 'POST',
    path: '/auth/change-password',
    summary: 'Change the password; ends all other sessions of this user.',
    access: needs('auth.changePassword'),
    body: auth.changePasswordBody,
    answers: { 200: auth.userAnswer },
  },
  listSessions: {
    method: 'GET',
    path: '/sessions',
    summary: "This user's sessions: where the account is signed in.",
    access: needs('session.read'),
    answers: { 200: z.array(auth.sessionAnswer) },
  },
  deleteOtherSessions: {
    method: 'DELETE',
    path: '/sessions',
    summary: 'End all sessions of this user but that of this request.',
    access: needs('session.delete'),
    answers: { 204: null },
  },
  deleteSession: {
    method: 'DELETE',
    path: '/sessions/{id}',
    summary: 'End one session.',
    access: needs('session.delete'),
    params: byId,
    answers: { 204: null },
  },
  me: {
    method: 'GET',
    path: '/users/me',
    summary: 'The signed-in user, with storage used and quota.',
    access: needs('user.read'),
    answers: { 200: auth.userAnswer },
  },
  updateMe: {
    method: 'PUT',
    path: '/users/me',
    summary: "Change the signed-in user's name or e-mail address.",
    access: needs('user.update'),
    body: users.updateMeBody,
    answers: { 200: auth.userAnswer },
  },
  createUser: {
    method: 'POST',
    path: '/admin/users',
    summary: 'Create a user.',
    access: administratorNeeds('adminUser.create'),
    body: users.createUserBody,
    answers: { 201: auth.userAnswer },
  },
  listUsers: {
    method: 'GET',
    path: '/admin/users',
    summary: 'All users, with storage used and quota.',
    access: administratorNeeds('adminUser.read'),
    query: users.listUsersQuery,
    answers: { 200: z.array(auth.userAnswer) },
  },
  readUser: {
    method: 'GET',
    path: '/admin/users/{id}',
    summary: 'One user.',
    access: administratorNeeds('adminUser.read'),
    params: byId,
    answers: { 200: auth.userAnswer },
  },
  updateUser: {
    method: 'PUT',
    path: '/admin/users/{id}',
    summary: 'Rename, disable or enable a user, set quota or password, or make an administrator.',
    access: administratorNeeds('adminUser.update'),
    params: byId,
    body: users.updateUserBody,
    answers: { 200: auth.userAnswer },
  },
  removeUser: {
    method: 'DELETE',
    path: '/admin/users/{id}',
    summary: 'Remove a user with all assets: after a delay, or at once.',
    access: administratorNeeds('adminUser.delete'),
    params: byId,
    body: users.removeUserBody,
    answers: { 200: auth.userAnswer },
  },
  restoreUser: {
    method: 'POST',
    path: '/admin/users/{id}/restore',
    summary: 'Undo the removal of a user, as long as its delay is not over.',
    access: administratorNeeds('adminUser.delete'),
    params: byId,
    answers: { 200: auth.userAnswer },
  },
  createApiKey: {
    method: 'POST',
    path: '/api-keys',
    summary: 'Create an API key; its secret is shown this once.',
    access: needs('apiKey.create'),
    body: auth.createApiKeyBody,
    answers: { 201: auth.createApiKeyAnswer },
  },
  listApiKeys: {
    method: 'GET',
    path: '/api-keys',
    summary: "This user's API keys.",
    access: needs('apiKey.read'),
    answers: { 200: z.array(auth.apiKeyAnswer) },
  },
  myApiKey: {
    method: 'GET',
    path: '/api-keys/me',
    summary: 'The API key of this very request.',
    access: 'signed-in',
    answers: { 200: auth.apiKeyAnswer },
  },
  readApiKey: {
    method: 'GET',
    path: '/api-keys/{id}',
    summary: 'One API key.',
    access: needs('apiKey.read'),
    params: byId,
    answers: { 200: auth.apiKeyAnswer },
  },
  updateApiKey: {
    method: 'PUT',
    path: '/api-keys/{id}',
    summary: 'Rename an API key, or change what it may do.',
    access: needs('apiKey.update'),
    params: byId,
    body: auth.updateApiKeyBody,
    answers: { 200: auth.apiKeyAnswer },
  },
  deleteApiKey: {
    method: 'DELETE',
    path: '/api-keys/{id}',
    summary: 'Revoke an API key.',
    access: needs('apiKey.delete'),
    params: byId,
    answers: { 204: null },
  },
  ping: {
    method: 'GET',
    path: '/server/ping',
    summary: 'Is a server here?',
    access: 'public',
    answers: { 200: server.pingAnswer },
  },
  version: {
    method: 'GET',
    path: '/server/version',
    summary: 'The level of the Immich API that is spoken.',
    access: 'public',
    answers: { 200: server.versionAnswer },
  },
  features: {
    method: 'GET',
    path: '/server/features',
    summary: 'What this server can do; `keepsake` is what goes beyond Immich.',
    access: 'public',
    answers: { 200: server.featuresAnswer },
  },
  config: {
    method: 'GET',
    path: '/server/config',
    summary: 'What a client shows before sign-in.',
    access: 'public',
    answers: { 200: server.configAnswer },
  },
  about: {
    method: 'GET',
    path: '/server/about',
    summary: "The server's own version.",
    access: 'signed-in',
    answers: { 200: server.aboutAnswer },
  },
  mediaTypes: {
    method: 'GET',
    path: '/server/media-types',
    summary: 'File name extensions that are accepted.',
    access: 'public',
    answers: { 200: server.mediaTypesAnswer },
  },
  storage: {
    method: 'GET',
    path: '/server/storage',
    summary: 'Size of the disk that keeps the originals.',
    access: 'signed-in',
    answers: { 200: server.storageAnswer },
  },
  exist: {
    method: 'POST',
    path: '/assets/exist',
    summary: 'Which of these device asset ids has this device uploaded already?',
    access: needs('asset.upload'),
    body: assets.existBody,
    answers: { 200: assets.existAnswer },
  },
  bulkCheck: {
    method: 'POST',
    path: '/assets/bulk-upload-check',
    summary: 'Which of these checksums does this user have already?',
    access: needs('asset.upload'),
    body: assets.bulkCheckBody,
    answers: { 200: assets.bulkCheckAnswer },
  },
  verifyAssets: {
    method: 'POST',
    path: '/assets/verify',
    summary: 'Are these kept? Looks at the disk or, with `deep`, has the bytes read again.',
    access: needs('asset.read'),
    body: verify.verifyBody,
    answers: { 200: verify.verifyAnswer },
  },
  upload: {
    method: 'POST',
    path: '/assets',
    summary: 'Upload one asset (multipart/form-data, streamed).',
    access: needs('asset.upload'),
    answers: { 200: assets.uploadAnswer, 201: assets.uploadAnswer },
  },
  statistics: {
    method: 'GET',
    path: '/assets/statistics',
    summary: 'How many images and videos this user keeps.',
    access: needs('asset.statistics'),
    query: assets.statisticsQuery,
    answers: { 200: assets.statisticsAnswer },
  },
  readAsset: {
    method: 'GET',
    path: '/assets/{id}',
    summary: 'One asset.',
    access: needs('asset.read'),
    params: byId,
    answers: { 200: assets.assetAnswer },
  },
  readOriginal: {
    method: 'GET',
    path: '/assets/{id}/original',
    summary: 'The original, byte for byte; ranges are honoured.',
    access: needs('asset.download'),
    params: byId,
    answers: { 200: null, 206: null },
  },
  deleteAssets: {
    method: 'DELETE',
    path: '/assets',
    summary: 'Move assets to the trash, or delete them for good; all of them or none.',
    access: needs('asset.delete'),
    body: trash.deleteAssetsBody,
    answers: { 204: null },
  },
  listTrash: {
    method: 'GET',
    path: '/trash/assets',
    summary: 'What lies in the trash, page by page.',
    access: needs('asset.read'),
    query: trash.listTrashQuery,
    answers: { 200: trash.listTrashAnswer },
  },
  restoreAssets: {
    method: 'POST',
    path: '/trash/restore/assets',
    summary: 'Take assets out of the trash; all of them or none.',
    access: needs('asset.delete'),
    body: trash.restoreAssetsBody,
    answers: { 200: trash.trashCountAnswer },
  },
  restoreTrash: {
    method: 'POST',
    path: '/trash/restore',
    summary: 'Take everything out of the trash.',
    access: needs('asset.delete'),
    answers: { 200: trash.trashCountAnswer },
  },
  emptyTrash: {
    method: 'POST',
    path: '/trash/empty',
    summary: 'Delete for good what lies in the trash.',
    access: needs('asset.delete'),
    answers: { 200: trash.trashCountAnswer },
  },
  downloadInfo: {
    method: 'POST',
    path: '/download/info',
    summary: 'How large a download is, and how to cut it into archives.',
    access: needs('asset.download'),
    body: download.downloadInfoBody,
    answers: { 200: download.downloadInfoAnswer },
  },
  downloadArchive: {
    method: 'POST',
    path: '/download/archive',
    summary: 'The originals of these assets as a ZIP, streamed.',
    access: needs('asset.download'),
    body: download.downloadArchiveBody,
    answers: { 200: null },
  },
  listAlbums: {
    method: 'GET',
    path: '/albums',
    summary: "This user's albums.",
    access: needs('album.read'),
    query: z.object({ assetId: id.optional(), shared: z.enum(['true', 'false']).optional() }),
    answers: { 200: albums.albumsAnswer },
  },
  createAlbum: {
    method: 'POST',
    path: '/albums',
    summary: 'Create an album.',
    access: needs('album.create'),
    body: albums.createAlbumBody,
    answers: { 201: albums.albumAnswer },
  },
  readAlbum: {
    method: 'GET',
    path: '/albums/{id}',
    summary: 'One album with its assets.',
    access: needs('album.read'),
    params: byId,
    query: z.object({ withoutAssets: z.enum(['true', 'false']).optional() }),
    answers: { 200: albums.albumAnswer },
  },
  downloadAlbum: {
    method: 'GET',
    path: '/albums/{id}/archive',
    summary: 'The originals of an album as a ZIP, streamed.',
    access: needs('album.download'),
    params: byId,
    answers: { 200: null },
  },
  updateAlbum: {
    method: 'PATCH',
    path: '/albums/{id}',
    summary: 'Rename or describe an album.',
    access: needs('album.update'),
    params: byId,
    body: albums.updateAlbumBody,
    answers: { 200: albums.albumAnswer },
  },
  deleteAlbum: {
    method: 'DELETE',
    path: '/albums/{id}',
    summary: 'Delete an album; its assets stay.',
    access: needs('album.delete'),
    params: byId,
    answers: { 204: null },
  },
  addToAlbum: {
    method: 'PUT',
    path: '/albums/{id}/assets',
    summary: 'Add assets to an album.',
    access: needs('albumAsset.create'),
    params: byId,
    body: albums.albumAssetIdsBody,
    answers: { 200: albums.albumAssetResults },
  },
  removeFromAlbum: {
    method: 'DELETE',
    path: '/albums/{id}/assets',
    summary: 'Take assets out of an album.',
    access: needs('albumAsset.delete'),
    params: byId,
    body: albums.albumAssetIdsBody,
    answers: { 200: albums.albumAssetResults },
  },
  addToAlbumByName: {
    method: 'POST',
    path: '/albums/{albumName}/assets',
    summary: 'Add assets to the album of this name, which is created when missing.',
    access: needs('albumAsset.create'),
    params: z.object({ albumName: name }),
    body: albums.albumByNameBody,
    answers: { 200: albums.albumAssetResults },
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
