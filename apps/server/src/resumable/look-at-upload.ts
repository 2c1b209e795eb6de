import type { FastifyReply } from 'fastify';
import { ServerError } from '../errors/server-error.ts';
import { formatDigests } from './digests.ts';
import { findOpenEnd, requireUpload } from './find-upload.ts';
import { sendFinal, type UploadCall } from './upload-call.ts';
import { formatLimits } from './upload-limits.ts';

/** HEAD /uploads/{id}: how far it is. Ends a request that is still sending, so that what is told holds. */
export async function headUpload(call: UploadCall, id: string): Promise<FastifyReply> {
  const { deps, reply } = call;
  await requireUpload(call, id);
  return deps.uploads.turns.take(id, undefined, async () => {
    const upload = await requireUpload(call, id);
    const { answer, lengthBytes } = upload;
    const offset = answer === undefined ? await findOpenEnd(deps, upload) : lengthBytes;
    return reply
      .code(204)
      .headers({
        'upload-offset': String(offset),
        'upload-complete': answer === undefined ? '?0' : '?1',
        'upload-limit': formatLimits(upload.expiresAt.getTime() - deps.now().getTime()),
        'cache-control': 'no-store',
        ...(lengthBytes !== undefined && { 'upload-length': String(lengthBytes) }),
        ...(answer !== undefined && { 'repr-digest': formatDigests(answer.digests) }),
      })
      .send();
  });
}

/** GET /uploads/{id}: the answer that completed it, for a client that did not hear it. */
export async function readFinalAnswer(call: UploadCall, id: string): Promise<FastifyReply> {
  const { answer } = await requireUpload(call, id);
  if (answer === undefined) throw new ServerError('conflict', 'This upload is not complete yet.');
  call.reply.header('cache-control', 'no-store');
  return sendFinal(call, { ...answer, status: 200 });
}
