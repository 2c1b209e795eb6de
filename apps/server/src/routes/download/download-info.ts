import { Readable } from 'node:stream';
import { findAlbum } from '../../albums/albums.ts';
import type { Collection } from '../../assets/newest-first.ts';
import { downloadPages, findDownloads, type Download } from '../../download/downloads.ts';
import { planArchives } from '../../download/plan-archives.ts';
import { ServerError } from '../../errors/server-error.ts';
import { waitForAnswerTurn } from '../../http/answer-turn.ts';
import { route, type Call } from '../../http/route.ts';
import { StreamedJson } from '../../http/streamed-json.ts';

export const downloadInfo = route('downloadInfo', async (call) => {
  const { context, caller, body } = call;
  const { assetIds, albumId, userId } = body;
  if ([assetIds, albumId, userId].filter((given) => given !== undefined).length !== 1)
    throw new ServerError('bad-request', 'Name one of assetIds, albumId and userId.');
  if (assetIds !== undefined) {
    const downloads = await findDownloads(context.db, caller.user.id, assetIds);
    return new StreamedJson(planTexts(Readable.from([downloads]), body.archiveSize));
  }
  const collection = await collectionOf(call);
  await waitForAnswerTurn(call);
  return new StreamedJson(planTexts(downloadPages(context.db, caller.user.id, collection), body.archiveSize));
});

async function collectionOf({ context, caller, body }: Call<'downloadInfo'>): Promise<Collection> {
  if (body.albumId === undefined) {
    if (body.userId !== caller.user.id) throw new ServerError('not-found');
    return { kind: 'everything' };
  }
  const album = await findAlbum(context.db, caller.user.id, body.albumId);
  if (album === undefined) throw new ServerError('not-found');
  return { kind: 'album', albumId: album.id };
}

async function* planTexts(
  pages: AsyncIterable<readonly Download[]>,
  archiveSize: number,
): AsyncGenerator<string> {
  let totalSize = 0;
  let separator = '';
  yield '{"archives":[';
  for await (const archive of planArchives(pages, archiveSize)) {
    yield separator + JSON.stringify(archive);
    separator = ',';
    totalSize += archive.size;
  }
  yield `],"totalSize":${totalSize}}`;
}
