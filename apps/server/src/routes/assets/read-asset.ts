import { assetAnswer, selectAnswered } from '../../assets/asset-answer.ts';
import { ServerError } from '../../errors/server-error.ts';
import { route } from '../../http/route.ts';

export const readAsset = route('readAsset', async ({ context, caller, params }) => {
  const row = await selectAnswered(context.db, caller.user.id)
    .where('assets.id', '=', params.id)
    .executeTakeFirst();
  if (row === undefined) throw new ServerError('not-found');
  return assetAnswer(row);
});
