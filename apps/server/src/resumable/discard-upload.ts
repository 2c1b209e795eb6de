import type { UploadDeps } from './upload-desk.ts';
import { deleteRecord } from './upload-records.ts';

/** Gives up an upload: its row, its room and its bytes. May be repeated; to be called in a turn of the upload. */
export async function discardUpload(deps: Pick<UploadDeps, 'db' | 'uploads'>, id: string): Promise<void> {
  // The file first: a row without a file is an upload that was lost, and says so. A row with a file is trusted.
  deps.uploads.forgetDigests(id);
  try {
    await deps.uploads.partials.remove(id);
  } finally {
    await deleteRecord(deps.db, id);
  }
}
