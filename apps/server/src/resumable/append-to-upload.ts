import { PARTIAL_UPLOAD, type AppendQuery } from '@keepsake/protocol';
import type { FastifyReply } from 'fastify';
import { ServerError } from '../errors/server-error.ts';
import { holdRoom } from '../ingest/quota.ts';
import { appendContent } from './append-content.ts';
import { completeUpload } from './complete-upload.ts';
import { findOpenEnd, requireUpload } from './find-upload.ts';
import { inTurn } from './in-turn.ts';
import { sendFinal, tellInterim, type UploadCall } from './upload-call.ts';
import { agreedLength, readAppendFields, type AppendFields, type UploadFields } from './upload-fields.ts';
import { formatLimits, requireAllowedSize } from './upload-limits.ts';
import { completedUpload, inconsistentLength, mismatchingOffset } from './upload-problem.ts';
import type { Upload } from './upload-records.ts';
import type { Turn } from './upload-turns.ts';

/** A client that waits while a large upload is read once more hears that it is still being worked on, so often. */
const TELL_EVERY_MS = 5000;

/** PATCH /uploads/{id}: appends the content, and completes the upload when that was the end. */
export async function appendToUpload(call: UploadCall, id: string): Promise<FastifyReply> {
  const { request } = call;
  // Before anything is disturbed by it: a foreign or malformed request must not end a running one.
  await requireUpload(call, id);
  requirePartialUpload(request.headers['content-type']);
  const fields = readAppendFields(request.raw, request.query as AppendQuery);
  return inTurn(call, id, (turn) => append(call, id, fields, turn));
}

async function append(call: UploadCall, id: string, fields: AppendFields, turn: Turn): Promise<FastifyReply> {
  const { deps, user, reply } = call;
  const known = await requireUpload(call, id);
  if (known.answer !== undefined) throw isEmpty(fields) ? completedUpload(known.answer.body) : afterTheEnd();
  const offset = await findOpenEnd(deps, known);
  if (fields.offset !== offset) throw mismatchingOffset(offset, fields.offset);
  const upload = { ...known, lengthBytes: agreedLength(fields, offset, known.lengthBytes) };
  requireAllowedSize(upload.lengthBytes, deps.config.uploadMaxAgeMs);
  await holdNewLength(call, known, upload);
  const newOffset = await appendContent(deps, {
    upload,
    offset,
    fields,
    content: call.content,
    isMetered: user.quotaBytes !== null && upload.lengthBytes === undefined,
    sendContinue: () => {
      if (fields.awaitsContinue) reply.raw.writeContinue();
    },
    tellOffset: (told) => tellInterim(call, { 'Upload-Offset': String(told) }),
  });
  turn.settle();
  if (!fields.isComplete) {
    const headers = { 'upload-complete': '?0', 'upload-offset': String(newOffset) };
    return reply
      .code(204)
      .headers({ ...headers, 'upload-limit': formatLimits(deps.config.uploadMaxAgeMs) })
      .send();
  }
  const stillBusy = fields.hearsInterim ? nowAndThen(call, newOffset) : () => undefined;
  const { recheck } = call;
  return sendFinal(call, await completeUpload(deps, { upload, sizeBytes: newOffset, recheck, stillBusy }));
}

function requirePartialUpload(contentType: string | undefined): void {
  if (contentType?.split(';')[0]?.trim().toLowerCase() === PARTIAL_UPLOAD) return;
  throw new ServerError('unsupported-media-type', `What is appended to an upload is ${PARTIAL_UPLOAD}.`, {
    headers: { 'accept-patch': PARTIAL_UPLOAD },
  });
}

/** The room for an upload whose length was not known until now. */
async function holdNewLength({ deps, user }: UploadCall, known: Upload, upload: Upload): Promise<void> {
  if (user.quotaBytes === null || known.lengthBytes !== undefined || upload.lengthBytes === undefined) return;
  await holdRoom(deps, upload.id, user.id, upload.lengthBytes);
}

function isEmpty(fields: UploadFields): boolean {
  return fields.contentBytes === 0;
}

function afterTheEnd(): ServerError {
  return inconsistentLength('The upload is complete; nothing can be appended to it.');
}

function nowAndThen(call: UploadCall, offset: number): () => void {
  let toldAtMs = call.deps.now().getTime();
  return () => {
    const nowMs = call.deps.now().getTime();
    if (nowMs - toldAtMs < TELL_EVERY_MS) return;
    toldAtMs = nowMs;
    tellInterim(call, { 'Upload-Offset': String(offset) });
  };
}
