import { findDownloads } from '../../download/downloads.ts';
import { sendArchive } from '../../download/send-archive.ts';
import { route } from '../../http/route.ts';

export const downloadArchive = route('downloadArchive', async (call) => {
  const { context, caller, body } = call;
  const choice = { kind: 'assets', ids: body.assetIds } as const;
  const downloads = await findDownloads(context.db, caller.user.id, choice);
  return sendArchive(context.store, downloads, body.archiveName ?? 'Keepsake', call);
});
