import { uploadAnswer } from '../assets/upload-answer.ts';
import type { User } from '../auth/caller.ts';
import { CATALOGUE } from '../errors/catalogue.ts';
import { fromErrno } from '../errors/from-errno.ts';
import { ServerError } from '../errors/server-error.ts';
import { commitAsset } from '../ingest/commit-asset.ts';
import { announcedAsset } from './asset-header.ts';
import { areMet, type Digests } from './digests.ts';
import { discardUpload } from './discard-upload.ts';
import { expiryFromNow, type UploadDeps } from './upload-desk.ts';
import { inconsistentLength } from './upload-problem.ts';
import { completeRecord, type FinalAnswer, type Upload } from './upload-records.ts';

/** What completes an upload. */
export interface Completion {
  readonly upload: Upload;
  /** All bytes that there are. */
  readonly sizeBytes: number;
  /** Who completes it: looked up anew, because the bytes may have taken a day. Rejects when the login is not good any more. */
  readonly recheck: () => Promise<User>;
  /** Called now and then while bytes are read once more. */
  readonly stillBusy: () => void;
}

/**
 * Keeps the asset of an upload whose bytes are all there, by the way that every asset goes. To be called in a turn of
 * the upload.
 *
 * What cannot become an asset by trying again is given up, and its error says `Upload-Complete: ?1`; after any other
 * error the bytes are still there, and the upload can be completed by a request without content.
 *
 * @throws ServerError inconsistent-upload-length, empty-file, checksum-mismatch, quota-exceeded, bad-field and others
 */
export async function completeUpload(deps: UploadDeps, completion: Completion): Promise<FinalAnswer> {
  const { upload, sizeBytes } = completion;
  if (upload.lengthBytes !== undefined && upload.lengthBytes !== sizeBytes)
    throw inconsistentLength(`The upload has ${upload.lengthBytes} bytes, and only ${sizeBytes} have come.`);
  try {
    const answer = await keep(deps, completion);
    deps.uploads.forgetDigests(upload.id);
    // The asset is kept; a second name of its file that stays here is swept.
    await deps.uploads.partials.remove(upload.id).catch(() => undefined);
    return answer;
  } catch (error) {
    if (!isFinal(error)) throw error;
    await discardUpload(deps, upload.id);
    throw new ServerError(error.code, error.sentence, {
      cause: error,
      headers: { ...error.headers, 'upload-complete': '?1' },
    });
  }
}

async function keep(deps: UploadDeps, completion: Completion): Promise<FinalAnswer> {
  const { upload, sizeBytes } = completion;
  if (sizeBytes === 0) throw new ServerError('empty-file');
  const digests = await digestsOfAll(deps, completion);
  if (!areMet(upload.expected, digests))
    throw new ServerError(
      'checksum-mismatch',
      'The bytes that arrived are not those of Repr-Digest; send them again.',
    );
  const { fileName, kind, description } = announcedAsset(upload.fields);
  const staged = deps.uploads.partials.arrived(upload.id, sizeBytes, digests.sha ?? '');
  const owner = await completion.recheck();
  let answer: FinalAnswer | undefined;
  await commitAsset(
    deps,
    {
      owner,
      still: { staged, kind, fileName },
      motion: undefined,
      sidecar: undefined,
      description,
      reservationId: upload.id,
    },
    async (trx, kept) => {
      answer = { status: kept.kind === 'created' ? 201 : 200, body: uploadAnswer(kept), digests };
      await completeRecord(trx, upload, { sizeBytes, answer, expiresAt: expiryFromNow(deps) });
    },
  );
  if (answer === undefined) throw new ServerError('internal', 'an asset was kept without an answer');
  return answer;
}

/** The digests of the whole; what no request of this process has seen is read from the disk. */
async function digestsOfAll(
  deps: UploadDeps,
  { upload, sizeBytes, stillBusy }: Completion,
): Promise<Digests> {
  const { partials } = deps.uploads;
  const digests = deps.uploads.digestsOf(upload, sizeBytes);
  if (digests.sizeBytes < sizeBytes) {
    try {
      for await (const bytes of partials.read(upload.id, digests.sizeBytes)) {
        digests.update(bytes as Buffer);
        stillBusy();
      }
    } catch (error) {
      throw fromErrno(error);
    }
  }
  return digests.read();
}

/** Whether trying again with the same bytes would end the same way. */
function isFinal(error: unknown): error is ServerError {
  if (!(error instanceof ServerError)) return false;
  return CATALOGUE[error.code].status < 500 && error.code !== 'unauthorized' && error.code !== 'forbidden';
}
