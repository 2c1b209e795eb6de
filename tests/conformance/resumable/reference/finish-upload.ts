import { answer, except, limitField, refuse, type Call } from './answers.ts';
import type { Received } from './receive-content.ts';
import { digestField, type StoredUpload } from './stored-upload.ts';

/** How the content of a creation or an append was received. */
export interface Reception {
  readonly received: Received;
  /** Whether the request said that its content completes the upload. */
  readonly complete: boolean;
  readonly isCreation: boolean;
}

/** Answers a creation or an append when its content has been received. */
export function finishUpload(
  call: Call,
  uploads: Map<string, StoredUpload>,
  upload: StoredUpload,
  reception: Reception,
): void {
  const { faults, response } = call;
  const { received, complete } = reception;
  if (received === 'cut') return void response.destroy();
  if (received === 'digest-mismatch') return refuse(call, 400);
  if (received === 'overrun') {
    if (!faults.has('overrun-stays-valid')) uploads.delete(upload.id);
    return refuse(call, 400, 'inconsistent-upload-length');
  }
  if (faults.has('completes-by-length') && upload.offset === upload.lengthBytes) upload.isComplete = true;
  if (complete) completeUpload(call, uploads, upload);
  else acknowledgePart(call, upload, reception.isCreation);
}

function acknowledgePart(call: Call, upload: StoredUpload, isCreation: boolean): void {
  const { faults } = call;
  const part = { 'Upload-Complete': '?0', 'Upload-Offset': String(upload.offset) };
  const limit = { 'Upload-Limit': limitField(faults, isCreation ? 'creation' : 'later') };
  if (!isCreation) {
    const marked = except(faults.has('part-unmarked'), 'Upload-Complete', part);
    return answer(call, 204, { ...marked, ...limit });
  }
  const query = faults.has('locations-differ') ? '?again' : '';
  const fields = { ...part, ...limit, Location: `/uploads/${upload.id}${query}` };
  const limited = except(faults.has('part-without-limit'), 'Upload-Limit', fields);
  const located = except(faults.has('part-without-location'), 'Location', limited);
  answer(call, faults.has('part-is-200') ? 200 : 201, located);
}

function completeUpload(call: Call, uploads: Map<string, StoredUpload>, upload: StoredUpload): void {
  const { faults } = call;
  const { promisedDigest } = upload;
  if (
    upload.lengthBytes !== undefined &&
    upload.offset !== upload.lengthBytes &&
    !faults.has('takes-too-little')
  )
    return refuse(call, 400, 'inconsistent-upload-length');
  const isKept = promisedDigest === undefined || promisedDigest === upload.digest();
  if (!isKept && !faults.has('repr-digest-unchecked')) {
    uploads.delete(upload.id);
    return refuse(call, 400, undefined, { headers: { 'Upload-Complete': '?1' } });
  }
  upload.isComplete = true;
  upload.lengthBytes = upload.offset;
  if (faults.has('forgets-completed')) uploads.delete(upload.id);
  answerCompletion(call, upload);
}

/** The answer of the resource to which the upload was sent. */
export function answerCompletion(call: Call, upload: StoredUpload): void {
  const { faults } = call;
  const digest = faults.has('repr-digest-untrue') ? digestField(Buffer.from('other')) : upload.digest();
  const isTold = upload.wantedDigest !== undefined && !faults.has('repr-digest-untold');
  const fields = { 'Upload-Complete': '?1', ...(isTold && { 'Repr-Digest': digest }) };
  const marked = except(faults.has('completion-unmarked'), 'Upload-Complete', fields);
  const isAppend = call.request.method === 'PATCH';
  if (isAppend && faults.has('completion-is-204')) answer(call, 204, marked);
  else answer(call, 201, marked, { kept: true });
}
