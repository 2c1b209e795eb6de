import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { uploadAnswer } from '../assets/upload-answer.ts';
import { ServerError } from '../errors/server-error.ts';
import { findKept, recordDevice } from '../ingest/find-kept.ts';
import { isOriginalThere } from '../ingest/is-original-there.ts';
import { holdRoomWithin } from '../ingest/quota.ts';
import { showOwnVideo } from '../ingest/own-videos.ts';
import { vouchFor } from '../ingest/vouch-for.ts';
import { appendContent } from './append-content.ts';
import { announcedAsset, readAssetHeader } from './asset-header.ts';
import { completeUpload } from './complete-upload.ts';
import { parseDigests, parseWanted } from './digests.ts';
import { discardUpload } from './discard-upload.ts';
import { inTurn } from './in-turn.ts';
import { locationOf, sendFinal, tellInterim, type UploadCall } from './upload-call.ts';
import { expiryFromNow, type UploadDeps } from './upload-desk.ts';
import { agreedLength, readUploadFields, type UploadFields } from './upload-fields.ts';
import { formatLimits, requireAllowedSize } from './upload-limits.ts';
import { findTwins, hasUnheldTwin, insertUpload, type FinalAnswer, type Upload } from './upload-records.ts';
import type { Turn } from './upload-turns.ts';

/** 128 bits that nobody guesses. */
const ID_BYTES = 16;

/** POST /uploads: makes an upload, takes what content came along, and completes it when that was all. */
export async function createUpload(call: UploadCall): Promise<FastifyReply> {
  const { deps, user, request } = call;
  const fields = readUploadFields(request.raw);
  const upload: Upload = {
    id: randomBytes(ID_BYTES).toString('hex'),
    userId: user.id,
    fields: readAssetHeader(request.headers),
    lengthBytes: agreedLength(fields, 0, undefined),
    expected: parseDigests(request.headers, 'repr-digest'),
    wanted: parseWanted(request.headers),
    answer: undefined,
    // Whose address is not told before the end can only be gone on with from there: if it fails, it is swept.
    expiresAt: fields.hearsInterim ? expiryFromNow(deps) : deps.now(),
  };
  if (upload.lengthBytes === 0) throw new ServerError('empty-file');
  requireAllowedSize(upload.lengthBytes ?? fields.contentBytes, deps.config.uploadMaxAgeMs);
  await requireMotion(deps, upload);
  const known = await findDuplicate(deps, upload);
  if (known !== undefined) return sendFinal(call, known);
  return inTurn(call, upload.id, (turn) => receive(call, upload, fields, turn));
}

async function receive(
  call: UploadCall,
  upload: Upload,
  fields: UploadFields,
  turn: Turn,
): Promise<FastifyReply> {
  const { deps, reply } = call;
  const isMetered = await open(call, upload);
  const headers = {
    Location: locationOf(upload.id),
    'Upload-Limit': formatLimits(deps.config.uploadMaxAgeMs),
  };
  if (fields.hearsInterim) tellInterim(call, headers);
  try {
    const offset = await appendContent(deps, {
      upload,
      offset: 0,
      fields,
      content: call.content,
      isMetered,
      sendContinue: () => {
        if (fields.awaitsContinue) reply.raw.writeContinue();
      },
      tellOffset: (told) => tellInterim(call, { 'Upload-Offset': String(told) }),
    });
    turn.settle();
    if (!fields.isComplete) {
      reply.code(201).headers({ ...headers, 'upload-complete': '?0', 'upload-offset': String(offset) });
      return await reply.send();
    }
    const stillBusy = (): void => undefined;
    const end = { upload, sizeBytes: offset, recheck: call.recheck, stillBusy };
    return await sendFinal(call, await completeUpload(deps, end));
  } catch (error) {
    // Nobody knows the address of an upload that was never told. When the database is in trouble it is swept later.
    if (!fields.hearsInterim) await discardUpload(deps, upload.id).catch(() => undefined);
    throw error;
  }
}

/** Makes the upload and holds its room, or neither. @returns whether room has to be held as bytes come */
async function open({ deps, user }: UploadCall, upload: Upload): Promise<boolean> {
  await endTwins(deps, upload);
  await deps.uploads.partials.create(upload.id);
  // Without a quota there is nothing to hold.
  const hasQuota = user.quotaBytes !== null;
  const { lengthBytes } = upload;
  const isPaid = hasQuota && (await putsBack(deps, upload));
  await deps.db.transaction().execute(async (trx) => {
    await insertUpload(trx, upload, deps.now());
    if (!hasQuota || lengthBytes === undefined) return;
    // One at a time, or many could leave any number of bytes beside a full quota.
    if (isPaid && !(await hasUnheldTwin(trx, upload))) return;
    await holdRoomWithin(trx, deps, upload.id, user.id, lengthBytes);
  });
  return hasQuota && lengthBytes === undefined;
}

/** Whether an upload brings a lost original back: what has a row is paid for, to its own size. */
async function putsBack(deps: UploadDeps, upload: Upload): Promise<boolean> {
  const known = await findKept(deps.db, upload.userId, upload.expected.sha ?? '');
  if (known === undefined || known.sizeBytes !== upload.lengthBytes) return false;
  return !(await isOriginalThere(deps, known));
}

/**
 * Gives up what the same device began in the same words before: it never heard the address, or has forgotten it, and
 * the room that is held for it would be missing for a week.
 */
async function endTwins(deps: UploadDeps, upload: Upload): Promise<void> {
  const { device } = announcedAsset(upload.fields).description;
  if (device === undefined || upload.expected.sha === undefined) return;
  for (const id of await findTwins(deps.db, upload))
    await deps.uploads.turns.take(id, undefined, () => discardUpload(deps, id));
}

/** Refuses at once what would be refused when all bytes are there. */
async function requireMotion(deps: UploadDeps, upload: Upload): Promise<void> {
  const { linkedMotionId } = announcedAsset(upload.fields).description;
  if (linkedMotionId === undefined) return;
  const motion = await deps.db
    .selectFrom('assets')
    .select('id')
    .where('owner_id', '=', upload.userId)
    .where('id', '=', linkedMotionId)
    .where('kind', '=', 'video')
    .executeTakeFirst();
  if (motion === undefined)
    throw new ServerError('bad-field', 'There is no video of the id in livePhotoVideoId.');
}

/** The answer when the bytes are known to be here already, and nothing but the device's name of them has to be kept. */
async function findDuplicate(deps: UploadDeps, upload: Upload): Promise<FinalAnswer | undefined> {
  const { sha } = upload.expected;
  const known = sha === undefined ? undefined : await findKept(deps.db, upload.userId, sha);
  if (known === undefined) return undefined;
  const { device, linkedMotionId, visibility } = announcedAsset(upload.fields).description;
  // A motion part that is not linked yet goes the way of every asset.
  if (linkedMotionId !== undefined && known.motion?.assetId !== linkedMotionId) return undefined;
  if (!(await vouchFor(deps, upload.userId, known))) return undefined;
  await showOwnVideo(deps.db, deps.now(), known, visibility);
  if (device !== undefined) await recordDevice(deps.db, deps.now(), upload.userId, device, known.id);
  const kept = {
    kind: 'duplicate',
    assetId: known.id,
    checksum: known.checksum,
    motion: known.motion,
    device,
  } as const;
  return { status: 200, body: uploadAnswer(kept), digests: { sha: known.checksum } };
}
