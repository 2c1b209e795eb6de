import {
  rereadingMs,
  type BackupError,
  type CancelSignal,
  type ResumableUploads,
  type UploadAnnouncement,
  type UploadChunk,
  type UploadId,
  type UploadObserver,
  type UploadState,
} from '@keepsake/engine';
import { PARTIAL_UPLOAD, UPLOAD_INTEROP_VERSION, uploadAnswer, uploadRoutes } from '@keepsake/protocol';
import { readData, readError, sendToApi, type Api, type ApiRequest } from '../api-call.ts';
import { exactBytes } from '../exact-bytes.ts';
import { badAnswer } from '../http-errors.ts';
import type { HttpAnswer } from '../http-transport.ts';
import { outcomeOf } from '../upload-outcome.ts';
import { pathSegmentOf } from '../wire-values.ts';
import { announcingHeaders } from './announce.ts';
import { isComplete, nameIn, offsetOf } from './upload-fields.ts';

const { createUpload, headUpload, readUpload, appendToUpload, cancelUpload } = uploadRoutes;
const UNKNOWN: UploadState = { kind: 'unknown' };

/** Resumable uploads of a Keepsake server: draft-ietf-httpbis-resumable-upload, as docs/protocol.md has it. */
export function createKeepsakeUploads(api: Api): ResumableUploads {
  const look = async (upload: UploadId, signal: CancelSignal): Promise<UploadState> => {
    const head = await sendToApi(api, headUpload, at(upload), signal);
    if (head.status !== 204) return unknownOrThrow(head);
    await head.text(0);
    if (!isComplete(head)) return { kind: 'open', upload, offset: offsetOf(head) };
    const answer = await sendToApi(api, readUpload, at(upload), signal);
    return answer.status === 200 ? kept(answer) : unknownOrThrow(answer);
  };

  const append = async (
    chunk: UploadChunk,
    observer: UploadObserver,
    signal: CancelSignal,
  ): Promise<UploadState> => {
    const answer = await sendToApi(api, appendToUpload, appending(chunk, observer), signal);
    switch (answer.status) {
      case 200:
      case 201:
        return kept(answer);
      case 204:
        await answer.text(0);
        return { kind: 'open', upload: chunk.upload, offset: offsetBehind(chunk, answer) };
      case 409:
        return elsewhere(chunk, answer);
      case 400:
        return keptBefore(chunk, await readError(answer), signal);
      default:
        return unknownOrThrow(answer);
    }
  };

  /** What is complete takes no bytes: they may be those whose answer was lost. */
  const keptBefore = async (
    { upload }: UploadChunk,
    error: BackupError,
    signal: CancelSignal,
  ): Promise<UploadState> => {
    if (error.code !== 'rejected') throw error;
    const state = await look(upload, signal);
    if (state.kind !== 'kept') throw error;
    return state;
  };

  return {
    create: async (announcement, signal) => create(api, announcement, signal),
    look,
    append,
    cancel: async (upload, signal) => {
      const answer = await sendToApi(api, cancelUpload, at(upload), signal);
      if (answer.status === 204) await answer.text(0);
      else await unknownOrThrow(answer);
    },
  };
}

async function create(
  api: Api,
  announcement: UploadAnnouncement,
  signal: CancelSignal,
): Promise<UploadState> {
  const headers = announcingHeaders(announcement);
  const answer = await sendToApi(api, createUpload, { headers }, signal);
  if (answer.status !== 200 && answer.status !== 201) throw await readError(answer);
  if (isComplete(answer)) return kept(answer);
  await answer.text(0);
  return { kind: 'open', upload: nameIn(answer) as UploadId, offset: offsetOf(answer) };
}

function appending(chunk: UploadChunk, observer: UploadObserver): ApiRequest {
  const { upload, offset, sizeBytes, isLast, native } = chunk;
  return {
    // A platform that moves the bytes itself may write the draft's fields itself, too: they are said once more where it writes nothing.
    path: `${at(upload).path}${native === undefined ? '' : `?offset=${offset}&complete=${isLast}`}`,
    ...(isLast && { morePatienceMs: rereadingMs(offset + sizeBytes) }),
    headers: {
      'Upload-Offset': String(offset),
      'Upload-Complete': isLast ? '?1' : '?0',
      // The server shows that it is alive while it reads all of a large file once more.
      'Upload-Draft-Interop-Version': String(UPLOAD_INTEROP_VERSION),
    },
    body: {
      kind: 'stream',
      contentType: PARTIAL_UPLOAD,
      sizeBytes,
      read: () => exactBytes({ fileName: 'The file', sizeBytes, read: () => chunk.read() }),
      ...(native !== undefined && { pieces: [{ kind: 'file', file: native, fromByte: offset, sizeBytes }] }),
    },
    onBytesSent: (bytesSent) => {
      observer.onBytesSent(bytesSent);
    },
    isMeteredAllowed: chunk.isMeteredAllowed,
  };
}

const at = (upload: UploadId): { readonly path: string } => ({ path: `/uploads/${pathSegmentOf(upload)}` });

async function kept(answer: HttpAnswer): Promise<UploadState> {
  const { status } = answer;
  const data = await readData(answer, appendToUpload, uploadAnswer);
  // Asked again, the server answers 200, whatever it was.
  if (status === 201 && data.status !== 'created') throw badAnswer('it contradicts itself');
  return { kind: 'kept', outcome: outcomeOf(data) };
}

function offsetBehind({ offset, sizeBytes }: UploadChunk, answer: HttpAnswer): number {
  const told = offsetOf(answer);
  if (told > offset + sizeBytes || told < offset || (told === offset && sizeBytes > 0))
    throw badAnswer('it keeps other bytes than were sent');
  return told;
}

/** The upload is elsewhere than was thought, which is no error, or something else conflicts. */
async function elsewhere({ upload, offset }: UploadChunk, answer: HttpAnswer): Promise<UploadState> {
  if (answer.header('upload-offset') === undefined) throw await readError(answer);
  const told = offsetOf(answer);
  await readError(answer);
  if (told === offset) throw badAnswer('it refuses the offset that it asks for');
  return { kind: 'open', upload, offset: told };
}

/** Only a photo server that says so itself does not know an upload: a gate or a proxy knows none at all. */
async function unknownOrThrow(answer: HttpAnswer): Promise<UploadState> {
  const isProblem = /^application\/(problem\+)?json\b/i.test(answer.header('content-type') ?? '');
  const error = await readError(answer);
  if ((answer.status === 404 || answer.status === 410) && isProblem) return UNKNOWN;
  throw error;
}
