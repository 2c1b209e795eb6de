import type { RouteName } from '@keepsake/protocol';
import type { Endpoint } from '../http/route.ts';
import { createUser } from './admin/create-user.ts';
import { listUsers } from './admin/list-users.ts';
import { readUser } from './admin/read-user.ts';
import { removeUser } from './admin/remove-user.ts';
import { restoreUser } from './admin/restore-user.ts';
import { updateUser } from './admin/update-user.ts';
import { addToAlbumByName } from './albums/add-to-album-by-name.ts';
import { addToAlbum } from './albums/add-to-album.ts';
import { createAlbum } from './albums/create-album.ts';
import { deleteAlbum } from './albums/delete-album.ts';
import { downloadAlbum } from './albums/download-album.ts';
import { listAlbums } from './albums/list-albums.ts';
import { readAlbum } from './albums/read-album.ts';
import { removeFromAlbum } from './albums/remove-from-album.ts';
import { updateAlbum } from './albums/update-album.ts';
import { createApiKey } from './api-keys/create-api-key.ts';
import { deleteApiKey } from './api-keys/delete-api-key.ts';
import { listApiKeys } from './api-keys/list-api-keys.ts';
import { myApiKey } from './api-keys/my-api-key.ts';
import { readApiKey } from './api-keys/read-api-key.ts';
import { updateApiKey } from './api-keys/update-api-key.ts';
import { bulkCheck } from './assets/bulk-check.ts';
import { deleteAssets } from './assets/delete-assets.ts';
import { exist } from './assets/exist.ts';
import { readAsset } from './assets/read-asset.ts';
import { readOriginal } from './assets/read-original.ts';
import { statistics } from './assets/statistics.ts';
import { upload } from './assets/upload.ts';
import { verifyAssets } from './assets/verify.ts';
import { changePassword } from './auth/change-password.ts';
import { login } from './auth/login.ts';
import { logout } from './auth/logout.ts';
import { signUpAdmin } from './auth/sign-up-admin.ts';
import { validateToken } from './auth/validate-token.ts';
import { downloadArchive } from './download/download-archive.ts';
import { downloadInfo } from './download/download-info.ts';
import { about } from './server/about.ts';
import { config } from './server/config.ts';
import { features } from './server/features.ts';
import { mediaTypes } from './server/media-types.ts';
import { ping } from './server/ping.ts';
import { storage } from './server/storage.ts';
import { version } from './server/version.ts';
import { deleteOtherSessions } from './sessions/delete-other-sessions.ts';
import { deleteSession } from './sessions/delete-session.ts';
import { listSessions } from './sessions/list-sessions.ts';
import { emptyTrash } from './trash/empty-trash.ts';
import { listTrash } from './trash/list-trash.ts';
import { restoreAssets } from './trash/restore-assets.ts';
import { restoreTrash } from './trash/restore-trash.ts';
import { me } from './users/me.ts';
import { updateMe } from './users/update-me.ts';

/** Every route of the protocol with its endpoint; the type says that none is missing or under another's name. */
export const endpoints: { readonly [N in RouteName]: Endpoint<N> } = {
  signUpAdmin,
  login,
  validateToken,
  logout,
  changePassword,
  listSessions,
  deleteOtherSessions,
  deleteSession,
  me,
  updateMe,
  createUser,
  listUsers,
  readUser,
  updateUser,
  removeUser,
  restoreUser,
  createApiKey,
  listApiKeys,
  myApiKey,
  readApiKey,
  updateApiKey,
  deleteApiKey,
  ping,
  version,
  features,
  config,
  about,
  mediaTypes,
  storage,
  exist,
  bulkCheck,
  verifyAssets,
  upload,
  statistics,
  readAsset,
  readOriginal,
  deleteAssets,
  listTrash,
  restoreAssets,
  restoreTrash,
  emptyTrash,
  downloadInfo,
  downloadArchive,
  listAlbums,
  createAlbum,
  readAlbum,
  downloadAlbum,
  updateAlbum,
  deleteAlbum,
  addToAlbum,
  removeFromAlbum,
  addToAlbumByName,
};
