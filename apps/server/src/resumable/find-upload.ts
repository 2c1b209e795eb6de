import { ServerError } from '../errors/server-error.ts';
import { NotDurable } from '../storage/not-durable.ts';
import { discardUpload } from './discard-upload.ts';
import type { UploadCall } from './upload-call.ts';
import type { UploadDeps } from './upload-desk.ts';
import { findUpload, type Upload } from './upload-records.ts';

/** The caller's upload. @throws ServerError not-found when it is unknown, another's or expired: all three alike */
export async function requireUpload({ deps, user }: UploadCall, id: string): Promise<Upload> {
  const upload = /^[0-9a-f]{32}$/.test(id) ? await findUpload(deps.db, user.id, id, deps.now()) : undefined;
  if (upload === undefined)
    throw new ServerError('not-found', 'There is no upload at this address (any more).');
  return upload;
}

/**
 * Where an upload that is under way ends. To be called in its turn.
 *
 * @throws ServerError not-found when its bytes were lost: it is given up, because no offset that was told holds any more
 */
export async function findOpenEnd(deps: UploadDeps, upload: Upload): Promise<number> {
  const offset = await sizeOfDurable(deps, upload);
  if (offset !== undefined) return offset;
  await discardUpload(deps, upload.id);
  throw new ServerError('not-found', 'The bytes of this upload were lost; begin it again.');
}

/** Undefined: they are missing, or were not to be made durable. */
async function sizeOfDurable({ uploads }: UploadDeps, { id }: Upload): Promise<number | undefined> {
  try {
    return await uploads.partials.sizeOf(id);
  } catch (error) {
    if (error instanceof NotDurable) return undefined;
    throw error;
  }
}
