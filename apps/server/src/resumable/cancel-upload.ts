import type { FastifyReply } from 'fastify';
import { discardUpload } from './discard-upload.ts';
import { requireUpload } from './find-upload.ts';
import type { UploadCall } from './upload-call.ts';

/** DELETE /uploads/{id}: gives up an upload and its bytes. The asset of a complete one stays. */
export async function cancelUpload(call: UploadCall, id: string): Promise<FastifyReply> {
  const { deps, reply } = call;
  await requireUpload(call, id);
  await deps.uploads.turns.take(id, undefined, async () => {
    await requireUpload(call, id);
    await discardUpload(deps, id);
  });
  return reply.code(204).send();
}
