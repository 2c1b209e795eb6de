import { setImmediate } from 'node:timers/promises';
import { discardUpload } from './discard-upload.ts';
import type { UploadDeps } from './upload-desk.ts';

const PAGE = 100;

/**
 * Gives up the uploads that have expired, and removes files that belong to none. Uploads that a request is at are left
 * for the next time.
 */
export async function sweepUploads(
  deps: Pick<UploadDeps, 'db' | 'now' | 'uploads'>,
  signal: AbortSignal,
): Promise<void> {
  await sweepExpired(deps, signal);
  await sweepFiles(deps, signal);
}

async function sweepExpired(
  deps: Pick<UploadDeps, 'db' | 'now' | 'uploads'>,
  signal: AbortSignal,
): Promise<void> {
  for (let after = ''; !signal.aborted;) {
    const expired = await deps.db
      .selectFrom('uploads')
      .select('id')
      .where('expires_at', '<=', deps.now().toISOString())
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { id } of expired) {
      if (signal.aborted) return;
      if (!deps.uploads.turns.isBusy(id))
        await deps.uploads.turns.take(id, undefined, () => discardIfExpired(deps, id));
      after = id;
      await setImmediate();
    }
    if (expired.length < PAGE) return;
  }
}

/** A request may have shown life since the list was made. */
async function discardIfExpired(deps: Pick<UploadDeps, 'db' | 'now' | 'uploads'>, id: string): Promise<void> {
  const row = await deps.db
    .selectFrom('uploads')
    .select('expires_at')
    .where('id', '=', id)
    .executeTakeFirst();
  if (row !== undefined && row.expires_at <= deps.now().toISOString()) await discardUpload(deps, id);
}

/** What a crash left between a file and its row, or the removal of a user. */
async function sweepFiles(
  { db, uploads }: Pick<UploadDeps, 'db' | 'uploads'>,
  signal: AbortSignal,
): Promise<void> {
  for await (const id of uploads.partials.list()) {
    if (signal.aborted) return;
    // Asked before the row is looked for: an upload that is being made has its turn before it has its file.
    if (uploads.turns.isBusy(id)) continue;
    const row = await db.selectFrom('uploads').select('answer').where('id', '=', id).executeTakeFirst();
    if (row?.answer !== null && !uploads.turns.isBusy(id)) await uploads.partials.remove(id);
  }
}
