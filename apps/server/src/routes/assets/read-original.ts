import { mediaTypeOf } from '@keepsake/protocol';
import { create as contentDisposition } from 'content-disposition';
import { openOriginal } from '../../download/open-original.ts';
import { errorCodeOf, ServerError } from '../../errors/server-error.ts';
import { FOREIGN_FILE_HEADERS } from '../../http/foreign-file-headers.ts';
import { preconditionOf } from '../../http/preconditions.ts';
import { rangeOf } from '../../http/range.ts';
import { route, type Call } from '../../http/route.ts';

export const readOriginal = route('readOriginal', async (call) => {
  const { context, caller, params, query, request, reply } = call;
  const asset = await context.db
    .selectFrom('assets')
    .leftJoin('findings', (join) =>
      join.onRef('findings.asset_id', '=', 'assets.id').on('findings.resolved_at', 'is', null),
    )
    .select(['path', 'size_bytes', 'checksum', 'file_name', 'file_modified_at', 'findings.kind as finding'])
    .where('owner_id', '=', caller.user.id)
    .where('assets.id', '=', params.id)
    .executeTakeFirst();
  if (asset === undefined) throw new ServerError('not-found');
  const { headers } = request;
  const described = {
    ...FOREIGN_FILE_HEADERS,
    'content-type': mediaTypeOf(asset.file_name)?.mimeType ?? 'application/octet-stream',
    'content-disposition': contentDisposition(asset.file_name),
  };
  if (asset.finding === 'damaged') {
    if (query.evenIfDamaged !== 'true') throw new ServerError('original-damaged');
    return sendDamaged(asset.path, described, call);
  }

  const etag = `"${asset.checksum}"`;
  const lastModified = new Date(asset.file_modified_at);
  const precondition = preconditionOf(headers, { etag, lastModified });
  if (precondition === 'failed') throw new ServerError('precondition-failed');
  reply.headers({
    ...described,
    etag,
    'accept-ranges': 'bytes',
    'last-modified': lastModified.toUTCString(),
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

/** Sends what is left of a file, whole, and without what would have anybody take it for the one that was uploaded. */
async function sendDamaged(
  path: string,
  described: Readonly<Record<string, string>>,
  { context, request, reply }: Call<'readOriginal'>,
): Promise<null> {
  const blob = await context.store.open(path).catch((error: unknown) => {
    throw errorCodeOf(error) === 'not-found' ? new ServerError('original-missing') : error;
  });
  const { sizeBytes } = blob;
  reply.headers({ ...described, 'cache-control': 'no-store', 'content-length': sizeBytes });
  const isRead = request.method !== 'HEAD' && sizeBytes > 0;
  if (!isRead) await blob.close();
  await reply.send(isRead ? blob.read({ start: 0, end: sizeBytes - 1 }) : undefined);
  return null;
}
