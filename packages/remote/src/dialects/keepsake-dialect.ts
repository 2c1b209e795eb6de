import type { BackupError, CancelSignal, RemoteCapabilities } from '@keepsake/engine';
import { type routes } from '@keepsake/protocol';
import { addByName, type AlbumDirectory } from '../album-directory.ts';
import { readError, sendToApi, type Api } from '../api-call.ts';
import { findChecksums, findDeviceAssets } from '../find-assets.ts';
import { createKeepsakeUploads } from '../resumable/keepsake-uploads.ts';
import { maxAppendBytesOf } from '../resumable/upload-fields.ts';
import { uploadInOne } from '../upload-in-one.ts';
import { verifyAssets, verifyByRecords } from '../verify-assets.ts';
import type { Dialect } from './dialect.ts';

type Features = NonNullable<ReturnType<(typeof routes.features.answers)[200]['parse']>['keepsake']>;

/** Keepsake: both parts of a Live Photo in one request, resumable uploads, albums by name, and bytes that are read again. */
export function createKeepsakeDialect(api: Api, albums: AlbumDirectory, features: Features): Dialect {
  const canVerify = features.verify === true;
  return {
    product: 'keepsake',
    version: features.version,
    resumable: features.resumableUpload ? createKeepsakeUploads(api) : undefined,
    findCapabilities: async (signal): Promise<RemoteCapabilities> => ({
      resumable: features.resumableUpload
        ? { maxAppendBytes: await askMaxAppendBytes(api, signal) }
        : undefined,
      deviceNames: true,
      deepVerify: canVerify,
    }),
    findDeviceAssets: (deviceId, ids, signal) => findDeviceAssets(api, deviceId, ids, signal),
    findChecksums: (checksums, signal) => findChecksums(api, checksums, signal),
    verify: (checksums, options, signal) =>
      canVerify ? verifyAssets(api, checksums, options, signal) : verifyByRecords(api, checksums, signal),
    upload: (request, observer, signal) => uploadInOne(api, request, observer, signal),
    addToAlbum: (name, ids, signal) => {
      // Every reader of addresses takes these two for steps, however they are written.
      const isPathStep = name === '.' || name === '..';
      return features.albumsByName && !isPathStep
        ? addByName(api, name, ids, signal)
        : albums.add(name, ids, signal);
    },
  };
}

/** A proxy that lets no OPTIONS through must not keep anyone from being backed up. */
async function askMaxAppendBytes(api: Api, signal: CancelSignal): Promise<number | undefined> {
  const answer = await sendToApi(api, { method: 'OPTIONS', path: '/uploads' }, {}, signal);
  if (answer.status === 200 || answer.status === 204) {
    const bytes = maxAppendBytesOf(answer);
    await answer.text(MAX_OPTIONS_BYTES);
    return bytes;
  }
  const error = await readError(answer);
  if (PASSING.has(error.code)) throw error;
  return undefined;
}

const MAX_OPTIONS_BYTES = 64 * 1024;
const PASSING: ReadonlySet<BackupError['code']> = new Set([
  'network',
  'untrusted-server',
  'timeout',
  'server-error',
  'too-many-requests',
]);
