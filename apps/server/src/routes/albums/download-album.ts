import { findAlbum } from '../../albums/albums.ts';
import { downloadPages, type Download } from '../../download/downloads.ts';
import { sendArchive } from '../../download/send-archive.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const downloadAlbum = route('downloadAlbum', async (call) => {
  const { context, caller, params } = call;
  const album = await findAlbum(context.db, caller.user.id, params.id);
  if (album === undefined) throw new ServerError('not-found');
  const pages = downloadPages(context.db, caller.user.id, { kind: 'album', albumId: album.id });
  const downloads: Download[] = [];
  for await (const page of pages) downloads.push(...page);
  return sendArchive(downloads, album.name, call);
});
