import { uploadAnswer } from '../../assets/upload-answer.ts';
import { commitWhileGood } from '../../auth/commit-while-good.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';
import { receiveAsset } from '../../ingest/receive-asset.ts';

export const upload = route('upload', async ({ context, caller, request, reply }) => {
  if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? ''))
    throw new ServerError('unsupported-media-type', 'Uploads are multipart/form-data.');
  const commit = commitWhileGood(context.commit, caller, 'asset.upload');
  const kept = await receiveAsset({ ...context, commit }, caller.user, request.raw, () => {
    if (request.headers.expect !== undefined) reply.raw.writeContinue();
  });
  reply.code(kept.kind === 'created' ? 201 : 200);
  return uploadAnswer(kept);
});
