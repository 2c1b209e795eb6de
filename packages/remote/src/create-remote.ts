import {
  BackupError,
  throwIfCancelled,
  type CancelSignal,
  type Remote,
  type RemoteDescription,
  type ResumableUploads,
} from '@keepsake/engine';
import { anyAccount, routes } from '@keepsake/protocol';
import { AlbumDirectory } from './album-directory.ts';
import { callApi, type Api } from './api-call.ts';
import { apiOf, type RemoteConfig } from './connection.ts';
import type { Dialect } from './dialects/dialect.ts';
import { findDialect } from './dialects/find-dialect.ts';
import { NOTHING_PROVEN } from './verify-assets.ts';

/**
 * The engine's view of a server: of Keepsake, or of any version of Immich as far as that goes. Which one it is, is asked
 * once, and again at each `describe`.
 *
 * @throws BackupError `unauthorized` when the credential can be no credential
 */
export function createRemote(config: RemoteConfig): Remote {
  const api = apiOf(config);
  // One for all, so that no album is made twice.
  const albums = new AlbumDirectory(api);
  let known: Dialect | undefined;
  const dialect = async (signal: CancelSignal): Promise<Dialect> => {
    throwIfCancelled(signal);
    return (known ??= await findDialect(api, albums, signal));
  };
  const resumable = async (signal: CancelSignal): Promise<ResumableUploads> => {
    const { resumable: uploads } = await dialect(signal);
    if (uploads === undefined) throw new BackupError('rejected', 'This server takes whole files only');
    return uploads;
  };

  return {
    describe: async (signal) => {
      throwIfCancelled(signal);
      known = await findDialect(api, albums, signal);
      albums.forget();
      return describe(api, known, signal);
    },
    findDeviceAssets: async (deviceId, ids, signal) =>
      (await dialect(signal)).findDeviceAssets(deviceId, ids, signal),
    findChecksums: async (checksums, signal, ownVideos) =>
      (await dialect(signal)).findChecksums(checksums, signal, ownVideos),
    verify: async (checksums, options, signal) => {
      const { verify } = await dialect(signal);
      return checksums.length === 0 ? NOTHING_PROVEN : verify(checksums, options, signal);
    },
    upload: async (request, observer, signal) => (await dialect(signal)).upload(request, observer, signal),
    addToAlbum: async (name, ids, signal) => {
      throwIfCancelled(signal);
      return ids.length === 0 ? [] : (await dialect(signal)).addToAlbum(name, ids, signal);
    },
    resumable: {
      create: async (announcement, signal) => (await resumable(signal)).create(announcement, signal),
      look: async (upload, signal) => (await resumable(signal)).look(upload, signal),
      append: async (chunk, observer, signal) => (await resumable(signal)).append(chunk, observer, signal),
      cancel: async (upload, signal) => (await resumable(signal)).cancel(upload, signal),
    },
  };
}

async function describe(api: Api, dialect: Dialect, signal: CancelSignal): Promise<RemoteDescription> {
  const [{ data: user }, can] = await Promise.all([
    callApi(api, routes.me, anyAccount, {}, signal),
    dialect.findCapabilities(signal),
  ]);
  return {
    product: dialect.product,
    version: dialect.version,
    userId: user.id,
    userName: user.name,
    storage: { usedBytes: user.quotaUsageInBytes ?? 0, quotaBytes: user.quotaSizeInBytes ?? undefined },
    can,
  };
}
