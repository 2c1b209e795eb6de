import { ServerError } from '../errors/server-error.ts';
import { NotDurable } from '../storage/not-durable.ts';
import type { UploadCall } from './upload-call.ts';
import { discardUpload } from './discard-upload.ts';
import { hasRecord } from './upload-records.ts';
import type { Turn } from './upload-turns.ts';

/**
 * Does a request's work at an upload in its turn, which a newer request ends. When it fails and no row names the upload
 * (any more), its bytes go too; and when its bytes could not be made durable, the upload goes: it must be begun again.
 *
 * @throws ServerError unauthorized when the upload's owner was removed meanwhile, and took the row along; else what the
 * work threw
 */
export async function inTurn<T>(call: UploadCall, id: string, work: (turn: Turn) => Promise<T>): Promise<T> {
  const { uploads } = call.deps;
  const interrupt = (): void => void call.request.raw.destroy();
  return uploads.turns.take(id, interrupt, async (turn) => {
    try {
      return await work(turn);
    } catch (error) {
      // Where that fails too, its blob goes on saying so to whoever asks next, until the server ends.
      if (error instanceof NotDurable)
        await discardUpload(call.deps, id).catch((reason: unknown) =>
          call.request.log.error(
            { err: reason, id },
            'an upload that the disk did not take could not be removed',
          ),
        );
      const isOwnerGone = await clearNameless(call, id).catch(() => false);
      throw isOwnerGone ? new ServerError('unauthorized', undefined, { cause: error }) : error;
    }
  });
}

/** Removes bytes that no row names. What fails here is swept later. @returns whether the owner is gone */
async function clearNameless({ deps, user }: UploadCall, id: string): Promise<boolean> {
  if (await hasRecord(deps.db, id)) return false;
  deps.uploads.forgetDigests(id);
  await deps.uploads.partials.remove(id);
  const owner = await deps.db.selectFrom('users').select('id').where('id', '=', user.id).executeTakeFirst();
  return owner === undefined;
}
