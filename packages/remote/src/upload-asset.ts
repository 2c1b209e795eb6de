import {
  BackupError,
  type CancelSignal,
  type Checksum,
  type RemoteAssetId,
  type UploadObserver,
  type UploadOutcome,
  type UploadPart,
  type UploadRequest,
} from '@keepsake/engine';
import { checksumToHex, routes, uploadAnswer, type UploadAnswer } from '@keepsake/protocol';
import { callApi, type Api, type ApiAnswer } from './api-call.ts';
import { badAnswer } from './http-errors.ts';
import { createMultipartBody } from './multipart-body.ts';
import { durationOf, isoOf } from './wire-values.ts';

/** Sends one asset with its motion part in one request, so that both arrive or neither (U1, U2, U3, U9). */
export async function uploadAsset(
  api: Api,
  request: UploadRequest,
  observer: UploadObserver,
  signal: CancelSignal,
): Promise<UploadOutcome> {
  let toldBytes = 0;
  const forward: UploadObserver = {
    onBytesSent: (bytesSent) => {
      if (bytesSent <= toldBytes) return;
      toldBytes = bytesSent;
      observer.onBytesSent(bytesSent);
    },
  };
  const checked = { 'x-immich-checksum': request.original.checksum };
  let { status, data } = await sendForm(api, request, checked, forward, signal);
  if (request.motion !== undefined && isOfOtherMotion(data, request.motion)) {
    // The checksum was of a still that is kept already, so the server answered before it saw which motion part
    // follows. Without the header it reads the form, and adds the part.
    ({ status, data } = await sendForm(api, request, {}, forward, signal));
  }
  const kind = status === 201 ? 'created' : 'duplicate';
  if (data.status !== kind) throw badAnswer(`an upload was answered ${status} and "${data.status}"`);
  return { kind, remoteId: data.id as RemoteAssetId, checksum: confirmedChecksum(request, data) };
}

function sendForm(
  api: Api,
  request: UploadRequest,
  headers: Readonly<Record<string, string>>,
  observer: UploadObserver,
  signal: CancelSignal,
): Promise<ApiAnswer<UploadAnswer>> {
  const { original, motion } = request;
  const files = [{ name: 'assetData', part: original }];
  if (motion !== undefined) files.push({ name: 'livePhotoData', part: motion });
  const form = createMultipartBody(fieldsOf(request), files);
  const onBytesSent = (bodyBytesSent: number): void => {
    observer.onBytesSent(form.fileBytesWithin(bodyBytesSent));
  };
  return callApi(api, routes.upload, uploadAnswer, { headers, body: form.body, onBytesSent }, signal);
}

/** A server that tells what it keeps, and keeps the still without this motion part. */
const isOfOtherMotion = (answer: UploadAnswer, motion: UploadPart): boolean =>
  answer.status === 'duplicate' && answer.checksum !== undefined && !keepsMotion(answer, motion);

function keepsMotion({ livePhotoVideoChecksum: kept }: UploadAnswer, motion: UploadPart): boolean {
  return typeof kept === 'string' && checksumToHex(kept) === motion.checksum;
}

function fieldsOf(request: UploadRequest): (readonly [string, string])[] {
  const fields: (readonly [string, string])[] = [
    ['deviceAssetId', request.deviceAssetId],
    ['deviceId', request.deviceId],
    ['fileCreatedAt', isoOf(request.createdAtMs)],
    ['fileModifiedAt', isoOf(request.modifiedAtMs)],
    ['isFavorite', String(request.isFavorite)],
    // As a field too: the name inside Content-Disposition is read in many ways.
    ['filename', request.original.fileName],
  ];
  if (request.durationMs !== undefined) fields.push(['duration', durationOf(request.durationMs)]);
  return fields;
}

/** What the server says it keeps, which must be what was sent; undefined where it does not tell (U9). */
function confirmedChecksum(request: UploadRequest, answer: UploadAnswer): Checksum | undefined {
  if (answer.checksum === undefined) return undefined;
  if (checksumToHex(answer.checksum) !== request.original.checksum) throw mismatch(request.original.fileName);
  if (request.motion !== undefined && !keepsMotion(answer, request.motion))
    throw mismatch(request.motion.fileName);
  return request.original.checksum;
}

const mismatch = (fileName: string): BackupError =>
  new BackupError('checksum-mismatch', `The server keeps other bytes of ${fileName} than were sent`);
