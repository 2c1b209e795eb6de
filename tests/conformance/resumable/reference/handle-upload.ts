import { randomUUID } from 'node:crypto';
import { readBoolean, readOffset } from '../wire/structured-fields.ts';
import {
  answer,
  except,
  inform,
  limitField,
  MAX_SIZE_BYTES,
  refuse,
  refusesOddly,
  refuseTooLarge,
  type Call,
} from './answers.ts';
import { finishUpload } from './finish-upload.ts';
import { readLength, type Length } from './read-length.ts';
import { receiveContent } from './receive-content.ts';
import { StoredUpload } from './stored-upload.ts';

/** Handles OPTIONS. */
export function describeServer(call: Call): void {
  const { faults } = call;
  const type = faults.has('accepts-any-patch') ? '*/*' : 'application/partial-upload';
  const fields = { 'Accept-Patch': type, 'Upload-Limit': limitField(faults, 'options') };
  const patched = except(faults.has('no-accept-patch'), 'Accept-Patch', fields);
  answer(call, 204, except(faults.has('options-without-limit'), 'Upload-Limit', patched));
}

/** Handles POST. */
export async function createUpload(call: Call, uploads: Map<string, StoredUpload>): Promise<void> {
  const { request, faults } = call;
  const marked = request.headers['upload-complete'];
  const complete = readBoolean(typeof marked === 'string' ? marked : undefined);
  if (complete === undefined && !(marked !== undefined && faults.has('creates-by-malformed-complete')))
    return createAtOnce(call);
  const length = readLength(request, complete === true, 0, undefined);
  const isMalformed = request.headers['upload-length'] !== undefined && length.told === undefined;
  if (isMalformed && faults.has('refuses-malformed-length')) return refuse(call, 400);
  if (length.kind === 'inconsistent' && !faults.has('takes-two-lengths'))
    return refuse(call, 400, 'inconsistent-upload-length');
  if (isTooLarge(length, request.headers['content-length'])) return refuseTooLarge(call, 'creation');
  if (refusesOddly(call)) return;
  const upload = new StoredUpload(nameUpload(faults, uploads), request);
  if (!faults.has('length-not-recorded') && length.kind !== 'inconsistent') upload.lengthBytes = length.bytes;
  uploads.set(upload.id, upload);
  const fields = { Location: `/uploads/${upload.id}`, 'Upload-Limit': limitField(faults, 'creation') };
  const located = except(faults.has('104-without-location'), 'Location', fields);
  inform(call, except(faults.has('104-without-limit'), 'Upload-Limit', located));
  const received = await receiveContent(upload, request, faults, () => {
    const told = faults.has('progress-untrue') ? MAX_SIZE_BYTES : upload.offset;
    inform(call, { 'Upload-Offset': String(told) });
  });
  if (received === 'cut' && faults.has('creation-cut-completes')) upload.isComplete = true;
  finishUpload(call, uploads, upload, { received, complete: complete === true, isCreation: true });
}

/** What a server without resumable uploads would do. */
async function createAtOnce(call: Call): Promise<void> {
  for await (const piece of call.request) void piece;
  answer(call, 201, {}, { kept: true });
}

function isTooLarge(length: Length, contentLength: string | undefined): boolean {
  const bytes = length.kind === 'inconsistent' ? 0 : (length.bytes ?? 0);
  return Math.max(bytes, readOffset(contentLength) ?? 0) > MAX_SIZE_BYTES;
}

function nameUpload(faults: Call['faults'], uploads: ReadonlyMap<string, StoredUpload>): string {
  if (faults.has('shares-uris')) return 'the-one';
  return faults.has('counts-uploads') ? String(uploads.size) : randomUUID();
}

/** Handles HEAD. */
export function retrieveOffset(call: Call, upload: StoredUpload): void {
  const { faults } = call;
  if (faults.has('head-is-moved')) return answer(call, 302, { Location: `/uploads/${upload.id}` });
  let { offset } = upload;
  if (faults.has('tells-outdated-offset')) offset = upload.writer === undefined ? offset : offset - 1;
  else if (!faults.has('head-leaves-stalled')) upload.endWriter();
  const fields = {
    'Upload-Offset': String(offset),
    'Upload-Complete': upload.isComplete && !faults.has('never-completes') ? '?1' : '?0',
    'Upload-Length': String(upload.lengthBytes),
    'Upload-Limit': limitField(faults, 'later'),
    'Cache-Control': faults.has('head-may-be-cached') ? 'max-age=60' : 'no-store',
  };
  const omitted = new Set([
    ...(faults.has('head-without-offset') ? ['Upload-Offset'] : []),
    ...(faults.has('head-without-complete') ? ['Upload-Complete'] : []),
    ...(faults.has('head-without-length') || upload.lengthBytes === undefined ? ['Upload-Length'] : []),
    ...(faults.has('head-without-limit') ? ['Upload-Limit'] : []),
  ]);
  answer(call, 204, Object.fromEntries(Object.entries(fields).filter(([name]) => !omitted.has(name))));
}

/** Handles DELETE. */
export function cancelUpload(call: Call, upload: StoredUpload, uploads: Map<string, StoredUpload>): void {
  const { faults } = call;
  if (faults.has('cancel-is-moved')) return answer(call, 301, { Location: `/uploads/${upload.id}` });
  if (!faults.has('cancel-leaves-in-flight')) upload.endWriter();
  if (!faults.has('cancel-does-nothing')) uploads.delete(upload.id);
  answer(call, 204, {});
}
