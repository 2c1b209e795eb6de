import { findAlbum } from '../../albums/albums.ts';
import { findDownloads, sizeOfDownload, type DownloadChoice } from '../../download/downloads.ts';
import { planArchives } from '../../download/plan-archives.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route, type Call } from '../../http/route.ts';

export const downloadInfo = route('downloadInfo', async (call) => {
  const { context, caller, body } = call;
  const downloads = await findDownloads(context.db, caller.user.id, await choiceOf(call));
  const archives = planArchives(downloads, body.archiveSize);
  return {
    totalSize: downloads.reduce((sum, download) => sum + sizeOfDownload(download), 0),
    archives: archives.map(({ size, assetIds }) => ({ size, assetIds: [...assetIds] })),
  };
});

async function choiceOf({ context, caller, body }: Call<'downloadInfo'>): Promise<DownloadChoice> {
  const { assetIds, albumId, userId } = body;
  if ([assetIds, albumId, userId].filter((given) => given !== undefined).length !== 1)
    throw new ServerError('bad-request', 'Name one of assetIds, albumId and userId.');
  if (assetIds !== undefined) return { kind: 'assets', ids: assetIds };
  if (albumId === undefined) {
    if (userId !== caller.user.id) throw new ServerError('not-found');
    return { kind: 'everything' };
  }
  const album = await findAlbum(context.db, caller.user.id, albumId);
  if (album === undefined) throw new ServerError('not-found');
  return { kind: 'album', albumId: album.id };
}
