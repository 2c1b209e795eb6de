import { findDownloads } from '../../download/downloads.ts';
import { sendArchive } from '../../download/send-archive.ts';
import { route } from '../../http/route.ts';

export const downloadArchive = route('downloadArchive', async (call) => {
  const { context, caller, body } = call;
  const downloads = await findDownloads(context.db, caller.user.id, body.assetIds);
  return sendArchive(downloads, body.archiveName ?? 'Keepsake', call);
});
