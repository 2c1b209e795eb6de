import {
  BackupError,
  type CancelSignal,
  type UploadObserver,
  type UploadOutcome,
  type UploadPart,
  type UploadRequest,
} from '@keepsake/engine';
import { checksumToHex, type UploadAnswer } from '@keepsake/protocol';
import type { Api } from './api-call.ts';
import { requireSame } from './require-same.ts';
import { commonFields, deviceFields, sendForm, type FormFields } from './upload-form.ts';
import { outcomeOf } from './upload-outcome.ts';
import { durationOf } from './wire-values.ts';

/** Sends one asset with its motion part in one request, so that both arrive or neither (U1, U2, U3, U9). */
export async function uploadInOne(
  api: Api,
  request: UploadRequest,
  observer: UploadObserver,
  signal: CancelSignal,
): Promise<UploadOutcome> {
  const { original, motion } = request;
  const files = [{ name: 'assetData', part: original }];
  if (motion !== undefined) files.push({ name: 'livePhotoData', part: motion });
  let toldBytes = 0;
  const onBytesSent = (bytesSent: number): void => {
    if (bytesSent <= toldBytes) return;
    toldBytes = bytesSent;
    observer.onBytesSent(bytesSent);
  };
  const form = { fields: fieldsOf(request), files, onBytesSent, isMeteredAllowed: request.isMeteredAllowed };
  const checked = { 'x-immich-checksum': original.checksum };
  let answer = await sendForm(api, { ...form, headers: checked }, signal);
  if (motion !== undefined && isOfOtherMotion(answer, motion)) {
    // The checksum was of a still that is kept already, so the server answered before it saw which motion part
    // follows. Without the header it reads the form, and adds the part.
    answer = await sendForm(api, { ...form, headers: {} }, signal);
  }
  requireSame(answer, original);
  if (motion !== undefined && answer.checksum !== undefined && !keepsMotion(answer, motion))
    throw new BackupError(
      'checksum-mismatch',
      `The server keeps other bytes of ${motion.fileName} than were sent`,
    );
  return outcomeOf(answer);
}

/** A server that tells what it keeps, and keeps the still without this motion part. */
const isOfOtherMotion = (answer: UploadAnswer, motion: UploadPart): boolean =>
  answer.status === 'duplicate' && answer.checksum !== undefined && !keepsMotion(answer, motion);

function keepsMotion({ livePhotoVideoChecksum: kept }: UploadAnswer, motion: UploadPart): boolean {
  return typeof kept === 'string' && checksumToHex(kept) === motion.checksum;
}

function fieldsOf(request: UploadRequest): FormFields {
  const { durationMs, original, deviceAssetId } = request;
  return [
    ...deviceFields(request, deviceAssetId),
    ...commonFields(request, original),
    ...(durationMs === undefined ? [] : [['duration', durationOf(durationMs)] as const]),
  ];
}
