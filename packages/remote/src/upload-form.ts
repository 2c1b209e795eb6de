import {
  rereadingMs,
  type CancelSignal,
  type DeviceAssetId,
  type UploadPart,
  type UploadRequest,
} from '@keepsake/engine';
import { routes, uploadAnswer, type UploadAnswer } from '@keepsake/protocol';
import { callApi, type Api } from './api-call.ts';
import { badAnswer } from './http-errors.ts';
import { createMultipartBody, type MultipartFile } from './multipart-body.ts';
import { isoOf } from './wire-values.ts';

export type FormFields = readonly (readonly [name: string, value: string])[];

/** POST /assets as it goes over the wire. */
export interface UploadForm {
  readonly fields: FormFields;
  readonly files: readonly MultipartFile[];
  readonly headers: Readonly<Record<string, string>>;
  /** Told the bytes of files that were sent. */
  readonly onBytesSent: (fileBytesSent: number) => void;
  readonly isMeteredAllowed: UploadRequest['isMeteredAllowed'];
}

/** Sends a form; 201 and "created" must go together, as must 200 and "duplicate". */
export async function sendForm(api: Api, form: UploadForm, signal: CancelSignal): Promise<UploadAnswer> {
  const { headers, isMeteredAllowed } = form;
  const multipart = createMultipartBody(form.fields, form.files);
  const onBytesSent = (bodyBytesSent: number): void => {
    form.onBytesSent(multipart.fileBytesWithin(bodyBytesSent));
  };
  // The server may be busy with a large file as a whole once it has all of it.
  const morePatienceMs = rereadingMs(multipart.body.sizeBytes);
  const request = { headers, body: multipart.body, onBytesSent, morePatienceMs, isMeteredAllowed };
  const { status, data } = await callApi(api, routes.upload, uploadAnswer, request, signal);
  if (data.status !== (status === 201 ? 'created' : 'duplicate'))
    throw badAnswer(`an upload was answered ${status} and "${data.status}"`);
  return data;
}

/** What every server is told of a part: when it was made, and its true name. */
export function commonFields(request: UploadRequest, part: UploadPart): FormFields {
  return [
    ['fileCreatedAt', isoOf(request.createdAtMs)],
    ['fileModifiedAt', isoOf(request.modifiedAtMs)],
    ['isFavorite', String(request.isFavorite)],
    // As a field too: the name inside Content-Disposition is read in many ways.
    ['filename', part.fileName],
  ];
}

/** Under which name the device knows it. */
export function deviceFields(request: UploadRequest, name: DeviceAssetId | string): FormFields {
  return [
    ['deviceAssetId', name],
    ['deviceId', request.deviceId],
  ];
}
