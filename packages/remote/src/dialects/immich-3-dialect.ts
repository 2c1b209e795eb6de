import { throwIfCancelled, type UploadRequest } from '@keepsake/engine';
import type { AlbumDirectory } from '../album-directory.ts';
import type { Api } from '../api-call.ts';
import { commonFields, type FormFields } from '../upload-form.ts';
import type { PartFields } from '../upload-in-two.ts';
import type { Dialect } from './dialect.ts';
import { createImmichDialect, type ImmichVersion } from './immich-dialect.ts';

/** Immich from 3 on: it knows no names of devices, only bytes, and durations in milliseconds. */
export function createImmich3Dialect(api: Api, albums: AlbumDirectory, version: ImmichVersion): Dialect {
  const fieldsOf: PartFields = {
    motion: (request, motion) => [
      ...commonFields(request, motion),
      ...durationFields(request),
      ['visibility', 'hidden'],
    ],
    original: (request) => [...commonFields(request, request.original), ...durationFields(request)],
  };
  return createImmichDialect(api, albums, version, fieldsOf, {
    knowsNames: false,
    findDeviceAssets: async (_deviceId, _ids, signal) => {
      throwIfCancelled(signal);
      return new Map();
    },
  });
}

const durationFields = ({ durationMs }: UploadRequest): FormFields =>
  durationMs === undefined ? [] : [['duration', String(Math.max(0, Math.round(durationMs)))]];
