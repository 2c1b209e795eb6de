import { mediaTypeOf } from '@keepsake/protocol';
import { create as contentDisposition } from 'content-disposition';
import { ServerError } from '../../errors/server-error.ts';
import { isUnchanged, rangeOf } from '../../http/range.ts';
import { route } from '../../http/route.ts';

export const readOriginal = route('readOriginal', async ({ context, caller, params, request, reply }) => {
  const asset = await context.db
    .selectFrom('assets')
    .select(['path', 'checksum', 'file_name', 'file_modified_at'])
    .where('owner_id', '=', caller.user.id)
    .where('id', '=', params.id)
    .executeTakeFirst();
  if (asset === undefined) throw new ServerError('not-found');

  const etag = `"${asset.checksum}"`;
  reply.headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-transform',
    'last-modified': new Date(asset.file_modified_at).toUTCString(),
    'content-type': mediaTypeOf(asset.file_name)?.mimeType ?? 'application/octet-stream',
    'content-disposition': contentDisposition(asset.file_name),
    // An original is a stranger's file: a browser must not run what may be in it.
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  if (isUnchanged(request.headers['if-none-match'], etag)) {
    await reply.code(304).send();
    return null;
  }

  const blob = await context.store.open(asset.path).catch((error: unknown) => {
    // It has a row: that it is missing is the server's fault, not the caller's.
    throw new ServerError('unavailable', undefined, { cause: error });
  });
  const ifRange = [request.headers['if-range']].flat()[0];
  const range = rangeOf(request.headers.range, ifRange, etag, blob.sizeBytes);
  if (range.kind === 'unsatisfiable' || request.method === 'HEAD') await blob.close();
  if (range.kind === 'unsatisfiable')
    throw new ServerError('range-not-satisfiable', undefined, {
      headers: { 'content-range': `bytes */${blob.sizeBytes}` },
    });
  const { start, end } = range;
  reply.code(range.kind === 'part' ? 206 : 200).header('content-length', end - start + 1);
  if (range.kind === 'part') reply.header('content-range', `bytes ${start}-${end}/${blob.sizeBytes}`);
  await reply.send(request.method === 'HEAD' ? undefined : blob.read({ start, end }));
  return null;
});
