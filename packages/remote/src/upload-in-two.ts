import {
  BackupError,
  type CancelSignal,
  type UploadObserver,
  type UploadOutcome,
  type UploadPart,
  type UploadRequest,
} from '@keepsake/engine';
import type { UploadAnswer } from '@keepsake/protocol';
import type { Api } from './api-call.ts';
import { bringToLight, takeFromTrash } from './bring-to-light.ts';
import { requireSame } from './require-same.ts';
import { sendForm, type FormFields } from './upload-form.ts';
import { outcomeOf } from './upload-outcome.ts';

/** The fields of a form, in the words of the server that it is for. */
export interface PartFields {
  readonly motion: (request: UploadRequest, motion: UploadPart) => FormFields;
  readonly original: (request: UploadRequest) => FormFields;
}

/**
 * Sends one asset to a server that takes one file at a time: the motion part first, out of sight, then the still that
 * names it. Only when both are there does the photo count as kept (U2).
 */
export async function uploadInTwo(
  api: Api,
  request: UploadRequest,
  fieldsOf: PartFields,
  observer: UploadObserver,
  signal: CancelSignal,
): Promise<UploadOutcome> {
  const { original, motion } = request;
  const send = async (part: UploadPart, fields: FormFields, bytesBefore: number): Promise<UploadAnswer> => {
    // These servers take a file without a byte, of which nothing can ever be restored.
    if (part.sizeBytes === 0) throw new BackupError('empty-file', `${part.fileName} is empty`);
    const form = {
      fields,
      files: [{ name: 'assetData', part }],
      headers: { 'x-immich-checksum': part.checksum },
      onBytesSent: (bytesSent: number) => {
        observer.onBytesSent(bytesBefore + bytesSent);
      },
      isMeteredAllowed: request.isMeteredAllowed,
    };
    const answer = await sendForm(api, form, signal);
    requireSame(answer, part);
    return answer;
  };
  const sentMotion =
    motion === undefined ? undefined : await send(motion, fieldsOf.motion(request, motion), 0);
  // It stays out of sight, but what hangs on a thrown away motion part loses it.
  if (sentMotion?.status === 'duplicate') await takeFromTrash(api, sentMotion.id, signal);
  const motionId = sentMotion?.id;
  const link: FormFields = motionId === undefined ? [] : [['livePhotoVideoId', motionId]];
  const fields = [...fieldsOf.original(request), ...link];
  const answer = await send(original, fields, motion?.sizeBytes ?? 0);
  if (answer.status === 'duplicate') await bringToLight(api, answer.id, motionId, signal);
  return outcomeOf(answer);
}
