import { ServerError } from '../errors/server-error.ts';
import { holdAsReceived } from '../ingest/quota.ts';
import { areMet, RunningDigests, type Algorithm } from './digests.ts';
import { discardUpload } from './discard-upload.ts';
import type { IncomingContent } from './incoming-content.ts';
import { receiveContent, type ContentEnd } from './receive-content.ts';
import { tellProgress } from './tell-progress.ts';
import { expiryFromNow, type UploadDeps } from './upload-desk.ts';
import type { UploadFields } from './upload-fields.ts';
import { roomBehind } from './upload-limits.ts';
import { inconsistentLength } from './upload-problem.ts';
import { touchUpload, type Upload } from './upload-records.ts';

/** A request's content on its way to the end of an upload. */
export interface Append {
  readonly upload: Upload;
  /** Where the upload ends now. */
  readonly offset: number;
  readonly fields: UploadFields;
  readonly content: IncomingContent;
  /** Whether the bytes have to be held against the user's quota as they come. */
  readonly isMetered: boolean;
  readonly sendContinue: () => void;
  /** Tells a client that listens up to where its bytes are durable. */
  readonly tellOffset: (offset: number) => void;
}

/**
 * Appends a request's content to an upload, durably, also when it breaks off. To be called in a turn of the upload.
 *
 * A content with a Content-Digest of its own is told of only when it is whole; if it is not what it should be, none
 * of it is appended. What a broken connection has brought of one cannot be compared, and stays as other bytes do.
 *
 * @returns the upload's offset afterwards
 * @throws UploadProblem inconsistent-upload-length: the upload is given up, as the draft demands
 * @throws ServerError truncated-body, checksum-mismatch, quota-exceeded, disk-full, unavailable; as NotDurable the upload is lost
 */
export async function appendContent(deps: UploadDeps, append: Append): Promise<number> {
  const { upload, offset, fields } = append;
  const { partials } = deps.uploads;
  const expected = fields.contentDigests;
  const content = new RunningDigests(Object.keys(expected) as Algorithm[]);
  const whole = deps.uploads.digestsOf(upload, offset);
  const end = await writeContent(deps, append, [content, whole]);
  if (end === 'too-long') {
    await discardUpload(deps, upload.id);
    throw inconsistentLength('More bytes came than the upload has; it is given up.');
  }
  if (end === 'whole' && !areMet(expected, content.read())) {
    await partials.truncate(upload.id, offset);
    deps.uploads.forgetDigests(upload.id);
    throw new ServerError(
      'checksum-mismatch',
      'The bytes that arrived are not those of Content-Digest; send them again.',
      {
        headers: { 'upload-offset': String(offset), 'upload-complete': '?0' },
      },
    );
  }
  const newOffset = await partials.sizeOf(upload.id);
  if (newOffset === undefined) throw new ServerError('unavailable', 'a partial upload went away');
  const changes = { lengthBytes: upload.lengthBytes, expiresAt: expiryFromNow(deps) };
  if (!(await touchUpload(deps.db, upload.id, changes))) throw new ServerError('unauthorized');
  if (end === 'cut') throw new ServerError('truncated-body');
  return newOffset;
}

async function writeContent(
  deps: UploadDeps,
  append: Append,
  [content, whole]: readonly [RunningDigests, RunningDigests],
): Promise<ContentEnd> {
  const { upload, offset, fields, tellOffset } = append;
  // After a restart they have not seen what came before, and read it at the end.
  const isInStep = whole.sizeBytes === offset;
  const isTold = fields.hearsInterim && Object.keys(fields.contentDigests).length === 0;
  const most = roomBehind(offset, upload.lengthBytes);
  let writtenBytes = 0;
  const expectedBytes = fields.contentBytes ?? (upload.lengthBytes === undefined ? undefined : most);
  const room = await deps.room.hold(expectedBytes, () => writtenBytes);
  try {
    const writer = await deps.uploads.partials.append(upload.id, (bytes) => {
      writtenBytes += bytes.length;
      content.update(bytes);
      if (isInStep) whole.update(bytes);
    });
    const progress = tellProgress(writer, isTold ? (bytes) => tellOffset(offset + bytes) : undefined);
    try {
      append.sendContinue();
      const hold = holdAsReceived(deps, upload.id, upload.userId);
      return await receiveContent(append.content, writer.writable, {
        most,
        signal: room.signal,
        ...(append.isMetered && { before: (bytes: number) => hold(offset + bytes) }),
      });
    } finally {
      try {
        await progress.stop();
      } finally {
        await writer.close();
      }
    }
  } finally {
    room.release();
  }
}
