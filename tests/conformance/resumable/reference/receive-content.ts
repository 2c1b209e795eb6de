import type { IncomingMessage } from 'node:http';
import { digestField, type StoredUpload } from './stored-upload.ts';
import type { Fault } from './faults.ts';

/** What came of a request's content. `overrun`: it went beyond the upload's length. */
export type Received = 'whole' | 'cut' | 'overrun' | 'digest-mismatch';

/**
 * Appends a request's content as it arrives, or, where it has a Content-Digest, when it was checked.
 *
 * @param onProgress Called after each piece.
 */
export async function receiveContent(
  upload: StoredUpload,
  request: IncomingMessage,
  faults: ReadonlySet<Fault>,
  onProgress: () => void,
): Promise<Received> {
  const expected = faults.has('content-digest-unchecked') ? undefined : request.headers['content-digest'];
  const isChunked = request.headers['transfer-encoding'] !== undefined;
  const heldBack: Buffer[] = [];
  const startedAt = upload.offset;
  upload.writer = request;
  const { promise, resolve } = Promise.withResolvers<Received>();
  request.on('data', (piece: Buffer) => {
    if (upload.writer !== request) return;
    const bytes = miscount(piece, request, faults);
    const isUnlimited = faults.has('takes-too-much') || (isChunked && faults.has('trusts-content-length'));
    const limitBytes = isUnlimited ? Infinity : (upload.lengthBytes ?? Infinity);
    if (upload.offset + bytes.length > limitBytes) resolve('overrun');
    else if (expected === undefined) upload.append(bytes);
    else heldBack.push(bytes);
    onProgress();
  });
  request.on('end', () => {
    if (upload.writer !== request) return resolve('cut');
    const content = Buffer.concat(heldBack);
    if (expected !== undefined && expected !== digestField(content)) return resolve('digest-mismatch');
    upload.append(content);
    resolve('whole');
  });
  request.on('error', () => resolve('cut'));
  request.on('close', () => resolve('cut'));
  const received = await promise;
  if (upload.writer === request) upload.writer = undefined;
  if (received === 'cut' && faults.has('cut-loses-all')) upload.cutBack(startedAt);
  return received;
}

/** The piece as it came, unless a fault counts what is no part of it, or not all that is. */
function miscount(piece: Buffer, { headers }: IncomingMessage, faults: ReadonlySet<Fault>): Buffer {
  const isFramed = headers['transfer-encoding'] !== undefined && faults.has('counts-framing');
  const isCoded = headers['content-encoding'] !== undefined && faults.has('counts-decoded');
  if (isFramed || isCoded) return Buffer.concat([piece, Buffer.alloc(2)]);
  return faults.has('loses-a-byte') ? piece.subarray(1) : piece;
}
