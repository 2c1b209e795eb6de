import { mediaTypeOf } from '@keepsake/protocol';
import { create as contentDisposition } from 'content-disposition';
import { openOriginal } from '../../download/open-original.ts';
import { ServerError } from '../../errors/server-error.ts';
import { FOREIGN_FILE_HEADERS } from '../../http/foreign-file-headers.ts';
import { preconditionOf } from '../../http/preconditions.ts';
import { rangeOf } from '../../http/range.ts';
import { route } from '../../http/route.ts';

export const readOriginal = route('readOriginal', async ({ context, caller, params, request, reply }) => {
  const asset = await context.db
    .selectFrom('assets')
    .select(['path', 'size_bytes', 'checksum', 'file_name', 'file_modified_at'])
    .where('owner_id', '=', caller.user.id)
    .where('id', '=', params.id)
    .executeTakeFirst();
  if (asset === undefined) throw new ServerError('not-found');

  const etag = `"${asset.checksum}"`;
  const lastModified = new Date(asset.file_modified_at);
  const { headers } = request;
  const precondition = preconditionOf(headers, { etag, lastModified });
  if (precondition === 'failed') throw new ServerError('precondition-failed');
  reply.headers({
    ...FOREIGN_FILE_HEADERS,
    etag,
    'accept-ranges': 'bytes',
    'last-modified': lastModified.toUTCString(),
    'content-type': mediaTypeOf(asset.file_name)?.mimeType ?? 'application/octet-stream',
    'content-disposition': contentDisposition(asset.file_name),
  });
  if (precondition === 'unchanged') {
    await reply.code(304).send();
    return null;
  }

  const blob = await openOriginal(context.store, { path: asset.path, sizeBytes: asset.size_bytes });
  // Ranges are defined for GET alone.
  const isHead = request.method === 'HEAD';
  const range = rangeOf(
    isHead ? undefined : headers.range,
    [headers['if-range']].flat()[0],
    etag,
    blob.sizeBytes,
  );
  if (range.kind === 'unsatisfiable' || isHead) await blob.close();
  if (range.kind === 'unsatisfiable')
    throw new ServerError('range-not-satisfiable', undefined, {
      headers: { 'content-range': `bytes */${blob.sizeBytes}` },
    });
  const { start, end } = range;
  reply.code(range.kind === 'part' ? 206 : 200).header('content-length', end - start + 1);
  if (range.kind === 'part') reply.header('content-range', `bytes ${start}-${end}/${blob.sizeBytes}`);
  await reply.send(isHead ? undefined : blob.read({ start, end }));
  return null;
});
