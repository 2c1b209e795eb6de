import { route } from '../../http/route.ts';
import { chosenAssets } from '../../trash/chosen-assets.ts';
import { takeOutOfTrash } from '../../trash/trash.ts';

export const restoreAssets = route('restoreAssets', async ({ context, caller, body }) => {
  const count = await context.commit(async (trx) =>
    takeOutOfTrash(trx, context.now(), await chosenAssets(trx, caller.user.id, body.ids)),
  );
  return { count };
});
