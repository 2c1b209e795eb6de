import type { Remote } from '@keepsake/engine';
import type { AlbumDirectory } from '../album-directory.ts';
import type { Api } from '../api-call.ts';
import { findChecksums } from '../find-assets.ts';
import { uploadInTwo, type PartFields } from '../upload-in-two.ts';
import { verifyByRecords } from '../verify-assets.ts';
import type { Dialect } from './dialect.ts';

export interface ImmichVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** How a version of Immich answers by which name a device sent something. */
export interface ImmichNames {
  readonly knowsNames: boolean;
  readonly findDeviceAssets: Remote['findDeviceAssets'];
}

/** What all versions of Immich have in common: whole files one at a time, albums by id, and no second look at bytes. */
export function createImmichDialect(
  api: Api,
  albums: AlbumDirectory,
  { major, minor, patch }: ImmichVersion,
  fieldsOf: PartFields,
  names: ImmichNames,
): Dialect {
  return {
    product: 'immich',
    version: `${major}.${minor}.${patch}`,
    resumable: undefined,
    findCapabilities: async () => ({
      resumable: undefined,
      deviceNames: names.knowsNames,
      deepVerify: false,
    }),
    findDeviceAssets: names.findDeviceAssets,
    // It calls what is out of sight "there", and that goes when its photo goes.
    findChecksums: (checksums, signal, ownVideos) => findChecksums(api, checksums, signal, ownVideos),
    verify: (checksums, _options, signal) => verifyByRecords(api, checksums, signal),
    upload: (request, observer, signal) => uploadInTwo(api, request, fieldsOf, observer, signal),
    addToAlbum: (name, ids, signal) => albums.add(name, ids, signal),
  };
}
