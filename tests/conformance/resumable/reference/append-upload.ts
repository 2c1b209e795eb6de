import { readBoolean, readOffset } from '../wire/structured-fields.ts';
import {
  except,
  inform,
  MAX_SIZE_BYTES,
  refuse,
  refusesOddly,
  refuseTooLarge,
  type Call,
} from './answers.ts';
import { answerCompletion, finishUpload } from './finish-upload.ts';
import { readLength } from './read-length.ts';
import { receiveContent } from './receive-content.ts';
import type { StoredUpload } from './stored-upload.ts';

/** Handles PATCH. */
export async function appendUpload(
  call: Call,
  upload: StoredUpload,
  uploads: Map<string, StoredUpload>,
): Promise<void> {
  const { request, faults } = call;
  if (!faults.has('tells-outdated-offset')) upload.endWriter();
  if (request.headers['content-type'] !== 'application/partial-upload' && !faults.has('appends-any-type'))
    return refuse(call, 415, undefined, { headers: { 'Accept-Patch': 'application/partial-upload' } });
  if (refusesOddly(call)) return;
  if (upload.isComplete && !faults.has('appends-when-complete')) return refuseComplete(call, upload);
  const offset = readOffsetField(call, upload);
  const complete = readCompleteField(call);
  if (offset === undefined || complete === undefined) return refuse(call, 400);
  if (offset !== upload.offset && !faults.has('appends-twice')) return refuseOffset(call, upload, offset);
  const length = readLength(request, complete, offset, upload.lengthBytes);
  const isAllowed =
    (length.told !== undefined && faults.has('takes-another-length')) ||
    (complete && faults.has('takes-too-little')) ||
    faults.has('appends-when-complete');
  if (length.kind === 'inconsistent' && !isAllowed) return refuse(call, 400, 'inconsistent-upload-length');
  if ((readOffset(request.headers['content-length']) ?? 0) > MAX_SIZE_BYTES - offset)
    return refuseTooLarge(call, 'later');
  if (length.kind === 'told') upload.lengthBytes = length.bytes;
  if (upload.isComplete) upload.lengthBytes = undefined;
  const received = await receiveContent(upload, request, faults, () => {
    if (faults.has('no-progress')) return;
    const told = faults.has('progress-untrue') ? MAX_SIZE_BYTES : upload.offset;
    const fields = { 'Upload-Offset': String(told), Location: `/uploads/${upload.id}` };
    inform(call, except(!faults.has('progress-with-location'), 'Location', fields));
  });
  if (received === 'cut' && complete && faults.has('append-cut-completes')) upload.isComplete = true;
  finishUpload(call, uploads, upload, { received, complete, isCreation: false });
}

function refuseComplete(call: Call, upload: StoredUpload): void {
  const { headers } = call.request;
  const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
  if (isEmpty && call.faults.has('repeats-completion')) return answerCompletion(call, upload);
  const isUnchecked = isEmpty || call.faults.has('completed-for-content');
  refuse(call, 400, isUnchecked ? 'completed-upload' : 'inconsistent-upload-length');
}

function readOffsetField({ request, faults }: Call, upload: StoredUpload): number | undefined {
  const field = request.headers['upload-offset'];
  if (typeof field !== 'string') return faults.has('guesses-offset') ? upload.offset : undefined;
  const offset = readOffset(field);
  if (offset !== undefined || !faults.has('reads-malformed-offset')) return offset;
  return Number.parseInt(field, 10);
}

function readCompleteField({ request, faults }: Call): boolean | undefined {
  const field = request.headers['upload-complete'];
  if (typeof field !== 'string') return undefined;
  return readBoolean(field) ?? (faults.has('reads-malformed-complete') ? true : undefined);
}

function refuseOffset(call: Call, upload: StoredUpload, offset: number): void {
  const { faults } = call;
  if (faults.has('offset-falls')) upload.cutBack(offset);
  const fields = { 'Upload-Offset': String(upload.offset) };
  const members = { 'expected-offset': upload.offset, 'provided-offset': offset };
  refuse(call, faults.has('conflict-is-400') ? 400 : 409, 'mismatching-upload-offset', {
    headers: except(faults.has('conflict-without-offset'), 'Upload-Offset', fields),
    members: faults.has('problem-without-offsets') ? {} : members,
  });
}
