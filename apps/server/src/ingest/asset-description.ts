import { uploadFields } from '@keepsake/protocol';
import type { Visibility } from '../database/schema.ts';
import { ServerError } from '../errors/server-error.ts';

/** Under which id a device knows an asset. */
export interface DeviceId {
  readonly deviceId: string;
  readonly deviceAssetId: string;
}

/** What a client says about an asset beside its bytes, checked and in the server's own terms. */
export interface AssetDescription {
  readonly device: DeviceId | undefined;
  readonly fileName: string | undefined;
  /** UTC. */
  readonly createdAt: Date;
  /** UTC. */
  readonly modifiedAt: Date;
  /** The wall clock of `createdAt` in the offset that it came with, written as if it were UTC. */
  readonly localDateTime: string;
  readonly duration: string | undefined;
  readonly isFavorite: boolean;
  readonly visibility: Visibility;
  readonly linkedMotionId: string | undefined;
  readonly metadata: string | undefined;
}

/**
 * Checks the text fields of an upload.
 *
 * @throws ServerError missing-field or bad-field, with the field's name
 */
export function parseDescription(fields: ReadonlyMap<string, string>): AssetDescription {
  const parsed = uploadFields.safeParse(Object.fromEntries(fields));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = String(issue?.path[0] ?? 'field');
    throw fields.has(field)
      ? badField(field, issue?.message)
      : new ServerError('missing-field', `The field ${field} is missing.`);
  }
  const given = parsed.data;
  return {
    device: deviceOf(given.deviceId, given.deviceAssetId),
    // Some clients send a path; a name never has a slash in it.
    fileName: given.filename?.split('/').at(-1) || undefined,
    createdAt: moment('fileCreatedAt', given.fileCreatedAt),
    modifiedAt: moment('fileModifiedAt', given.fileModifiedAt),
    localDateTime: wallClock(given.fileCreatedAt),
    duration: given.duration === '' ? undefined : given.duration,
    isFavorite: given.isFavorite === 'true',
    visibility: given.visibility ?? 'timeline',
    linkedMotionId: given.livePhotoVideoId,
    metadata: given.metadata,
  };
}

/** The device's id of an asset, when both halves are there. */
export function deviceOf(
  deviceId: string | undefined,
  deviceAssetId: string | undefined,
): DeviceId | undefined {
  return deviceId === undefined || deviceAssetId === undefined ? undefined : { deviceId, deviceAssetId };
}

function badField(field: string, reason = 'not valid'): ServerError {
  return new ServerError('bad-field', `The field ${field} cannot be taken (${reason}).`);
}

function moment(field: string, text: string): Date {
  const date = new Date(text);
  // An offset can push the first or last day of the calendar out of it.
  if (!/^\d{4}-/.test(Number.isNaN(date.valueOf()) ? '' : date.toISOString()))
    throw badField(field, 'outside the calendar');
  return date;
}

function wallClock(text: string): string {
  return new Date(`${text.replace(/(Z|[+-]\d{2}:?\d{2})$/i, '')}Z`).toISOString();
}
