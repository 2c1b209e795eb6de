import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { uploadFields } from '@keepsake/protocol';
import { errorCodeOf, ServerError } from '../errors/server-error.ts';
import { readMultipart, type FilePart } from '../http/multipart.ts';
import type { DiskRoom, HeldRoom } from '../operation/disk-room.ts';
import type { StagedBlob } from '../storage/blob-store.ts';
import { deviceOf, parseDescription, type AssetDescription, type DeviceId } from './asset-description.ts';
import { commitAsset, type CommitDeps } from './commit-asset.ts';
import { findKept, recordDevice, type Kept } from './find-kept.ts';
import type { IncomingAsset, IncomingPart, KeptAsset } from './incoming-asset.ts';
import { isWhole } from './is-original-there.ts';
import { showOwnVideo } from './own-videos.ts';
import { ENVELOPE_BYTES, reserve, type Reservation } from './quota.ts';
import { endsWithFile } from './peek-body.ts';
import { requireMedia } from './require-media.ts';
import type { UnheldUploads } from './unheld-uploads.ts';
import { declaredLength, expectedChecksum } from './upload-headers.ts';
import { vouchFor } from './vouch-for.ts';

interface ReceiveDeps extends CommitDeps {
  readonly room: DiskRoom;
  readonly unheld: UnheldUploads;
}

/** Who uploads. */
export interface Uploader {
  readonly id: string;
  readonly label: string;
  readonly quotaBytes: number | null;
}

/** A known checksum is answered at once; the fields that came with the headers get this long to be read. */
const LEADING_FIELDS_MS = 200;

/** What is read of a form; clients send more than that. */
const FIELD_NAMES: ReadonlySet<string> = new Set(Object.keys(uploadFields.shape));

/** A sidecar is a page of text; more is something else under its name. */
const MAX_SIDECAR_BYTES = 1024 * 1024;

const ROLES = ['assetData', 'livePhotoData', 'sidecarData'] as const;
type Role = (typeof ROLES)[number];

interface ReceivedFile {
  readonly staged: StagedBlob;
  readonly fileName: string;
}
type ReceivedFiles = Map<Role, ReceivedFile>;

/**
 * Receives POST /assets: room is held in the quota and on the disk, the body is streamed and hashed, the asset is committed.
 * Whatever goes wrong, neither room nor a temp file is left behind.
 *
 * @param sendContinue tells a client that waits for it to send the body
 */
export async function receiveAsset(
  deps: ReceiveDeps,
  uploader: Uploader,
  request: IncomingMessage,
  sendContinue: () => void,
): Promise<KeptAsset> {
  const goOn = once(sendContinue);
  const expected = expectedChecksum(request.headers);
  const known = expected === undefined ? undefined : await findKept(deps.db, uploader.id, expected);
  const bodyBytes = declaredLength(request.headers);
  const isEnough = known !== undefined && (await isNothingElse(known, bodyBytes, request, goOn));
  if (isEnough && (await vouchFor(deps, uploader.id, known))) {
    const device = await recordLeadingFields(deps, uploader, request, known);
    return { kind: 'duplicate', assetId: known.id, checksum: known.checksum, motion: known.motion, device };
  }
  const reservation = await reserveFor(deps, uploader, bodyBytes, known);
  const files: ReceivedFiles = new Map();
  let room: HeldRoom | undefined;
  try {
    room = await deps.room.hold(bodyBytes, () => sizeOf(files));
    goOn();
    const onFile = fileReceiver(deps, reservation, files);
    const description = parseDescription(await readMultipart(request, FIELD_NAMES, onFile, room.signal));
    const incoming = assemble(uploader, files, description, expected, reservation);
    await reservation.settle(sizeOf(files));
    return await commitAsset(deps, incoming);
  } finally {
    room?.release();
    await Promise.all([...files.values()].map(({ staged }) => staged.discard()));
    await reservation.release();
  }
}

/**
 * Whether a body whose checksum is kept has a file of that very size, and brings neither a motion part nor a sidecar: its
 * length and its beginning tell. Any other has to be read.
 */
async function isNothingElse(
  known: Kept,
  bodyBytes: number | undefined,
  request: IncomingMessage,
  goOn: () => void,
): Promise<boolean> {
  const restBytes = (bodyBytes ?? Infinity) - known.sizeBytes;
  if (restBytes < 0 || restBytes > ENVELOPE_BYTES) return false;
  goOn();
  return endsWithFile(request, restBytes);
}

function once(call: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) call();
    isDone = true;
  };
}

/**
 * Holds room for a body. Neither part of what has a row is charged again, whether it comes as a duplicate or to be put back.
 * What was lost is let in also together with a sidecar that has no room: the commit refuses that one, and puts the rest back.
 */
async function reserveFor(
  deps: ReceiveDeps,
  uploader: Uploader,
  bodyBytes: number | undefined,
  known: Kept | undefined,
): Promise<Reservation> {
  if (known === undefined) return reserve(deps, uploader, { bodyBytes, paid: undefined });
  const paid = { id: known.id, sizeBytes: known.sizeBytes + (known.motion?.sizeBytes ?? 0) };
  try {
    return await reserve(deps, uploader, { bodyBytes, paid });
  } catch (error) {
    if (errorCodeOf(error) !== 'quota-exceeded' || (await isWhole(deps, known))) throw error;
    const wide = { ...paid, sizeBytes: paid.sizeBytes + MAX_SIDECAR_BYTES };
    return reserve(deps, uploader, { bodyBytes, paid: wide });
  }
}

function sizeOf(files: ReceivedFiles): number {
  return [...files.values()].reduce((sum, { staged }) => sum + staged.sizeBytes, 0);
}

/** Reads a file part to the disk; refuses at its first byte what would be refused at its last. */
function fileReceiver(
  deps: CommitDeps,
  reservation: Reservation,
  files: ReceivedFiles,
): (part: FilePart) => Promise<void> {
  let receivedBytes = 0;
  const roles = new Set<Role>();
  return async (part) => {
    const role = ROLES.find((known) => known === part.name);
    if (role === undefined)
      throw new ServerError('bad-multipart', `No asset has a file part named ${part.name || 'nothing'}.`);
    if (roles.has(role)) throw new ServerError('too-many-files', `There is more than one ${role}.`);
    roles.add(role);
    if (role === 'assetData') requireMedia(part.fieldsSoFar.get('filename') || part.fileName);
    if (role === 'livePhotoData') requireMedia(part.fileName, 'video');
    if (role === 'sidecarData') requireSidecar(part.fileName);
    const staged = await deps.store.stage();
    files.set(role, { staged, fileName: part.fileName });
    const { received } = reservation;
    if (received === undefined && role !== 'sidecarData') return pipeline(part.bytes, staged.writable);
    let partBytes = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        receivedBytes += chunk.length;
        partBytes += chunk.length;
        if (role === 'sidecarData' && partBytes > MAX_SIDECAR_BYTES)
          return done(new ServerError('bad-field', 'The sidecar is larger than 1 MiB.'));
        if (received === undefined) return done(null, chunk);
        received(receivedBytes).then(() => done(null, chunk), done);
      },
    });
    return pipeline(part.bytes, meter, staged.writable);
  };
}

/** Checks the parts as a whole and brings them to the form that every way in commits. */
function assemble(
  uploader: Uploader,
  files: ReceivedFiles,
  description: AssetDescription,
  expected: string | undefined,
  reservation: Reservation,
): IncomingAsset {
  const asset = files.get('assetData');
  if (asset === undefined) throw new ServerError('missing-file');
  const still = incomingPart(asset, description.fileName);
  const motionFile = files.get('livePhotoData');
  const motion = motionFile && incomingPart(motionFile);
  if (expected !== undefined && still.staged.checksum() !== expected)
    throw new ServerError('checksum-mismatch');
  if ((motion ?? description.linkedMotionId) !== undefined && still.kind !== 'image')
    throw new ServerError('bad-field', 'Only a photo can have a motion part.');
  if (motion !== undefined && description.linkedMotionId !== undefined)
    throw new ServerError('bad-field', 'Send either livePhotoVideoId or livePhotoData, not both.');
  if (motion?.staged.checksum() === still.staged.checksum())
    throw new ServerError('bad-field', 'Both parts of the Live Photo are the same file.');
  return {
    owner: uploader,
    still,
    motion,
    sidecar: files.get('sidecarData')?.staged,
    description,
    reservationId: reservation.id,
  };
}

function incomingPart(file: ReceivedFile, otherName?: string): IncomingPart {
  if (file.staged.sizeBytes === 0) throw new ServerError('empty-file');
  const fileName = otherName ?? file.fileName;
  return { staged: file.staged, kind: requireMedia(fileName), fileName };
}

function requireSidecar(fileName: string): void {
  if (!/\.xmp$/i.test(fileName))
    throw new ServerError('unsupported-file-type', 'A sidecar is a file whose name ends in .xmp.');
}

/** A duplicate's device id is worth keeping too, when it came before the file; and whether it was sent to be seen. */
async function recordLeadingFields(
  deps: CommitDeps,
  uploader: Uploader,
  request: IncomingMessage,
  known: Kept,
): Promise<DeviceId | undefined> {
  const fields = await leadingFields(request);
  const visibility = fields.get('visibility') === 'hidden' ? 'hidden' : 'timeline';
  await showOwnVideo(deps.db, deps.now(), known, visibility);
  const device = deviceOf(fields.get('deviceId'), fields.get('deviceAssetId'));
  if (device !== undefined) await recordDevice(deps.db, deps.now(), uploader.id, device, known.id);
  return device;
}

async function leadingFields(request: IncomingMessage): Promise<ReadonlyMap<string, string>> {
  let fields: ReadonlyMap<string, string> = new Map();
  const stopAtFile = (part: FilePart): Promise<void> => {
    fields = part.fieldsSoFar;
    return Promise.reject(new Error('that will do'));
  };
  try {
    return await readMultipart(request, FIELD_NAMES, stopAtFile, AbortSignal.timeout(LEADING_FIELDS_MS));
  } catch {
    // However the body goes on or breaks off: the answer does not depend on it.
    return fields;
  }
}
