import type { UploadRequest } from '@keepsake/engine';
import type { AlbumDirectory } from '../album-directory.ts';
import type { Api } from '../api-call.ts';
import { findDeviceAssets } from '../find-assets.ts';
import { nameOfMotion } from '../resumable/announce.ts';
import { commonFields, deviceFields, type FormFields } from '../upload-form.ts';
import type { PartFields } from '../upload-in-two.ts';
import { durationOf } from '../wire-values.ts';
import type { Dialect } from './dialect.ts';
import { createImmichDialect, type ImmichVersion } from './immich-dialect.ts';

/** Immich up to 2.7: it knows a device's names of what that sent, and durations as h:mm:ss. */
export function createImmich2Dialect(api: Api, albums: AlbumDirectory, version: ImmichVersion): Dialect {
  const fieldsOf: PartFields = {
    motion: (request, motion) => [
      ...deviceFields(request, nameOfMotion(request.deviceAssetId)),
      ...commonFields(request, motion),
      ...durationFields(request),
      ['visibility', 'hidden'],
      // Before there was `visibility`; who does not know a field reads it over.
      ...(version.major < 2 ? [['isVisible', 'false'] as const] : []),
    ],
    original: (request) => [
      ...deviceFields(request, request.deviceAssetId),
      ...commonFields(request, request.original),
      ...durationFields(request),
    ],
  };
  return createImmichDialect(api, albums, version, fieldsOf, {
    knowsNames: true,
    findDeviceAssets: (deviceId, ids, signal) => findDeviceAssets(api, deviceId, ids, signal),
  });
}

const durationFields = ({ durationMs }: UploadRequest): FormFields =>
  durationMs === undefined ? [] : [['duration', durationOf(durationMs)]];
