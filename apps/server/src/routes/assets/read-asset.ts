import { assetAnswer, selectAnswered } from '../../assets/asset-answer.ts';
import { findSeveralMotionParts } from '../../assets/motion-parts.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const readAsset = route('readAsset', async ({ context, caller, params }) => {
  const row = await selectAnswered(context.db, caller.user.id)
    .where('assets.id', '=', params.id)
    .executeTakeFirst();
  if (row === undefined) throw new ServerError('not-found');
  const several = (await findSeveralMotionParts(context.db, [row.id])).get(row.id);
  return { ...assetAnswer(row), livePhotoVideoIds: several?.map(({ id }) => id) };
});
