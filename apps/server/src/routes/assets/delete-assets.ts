import { route } from '../../http/route.ts';
import { deleteChosen } from '../../trash/delete-chosen.ts';

export const deleteAssets = route('deleteAssets', async ({ context, caller, body, request }) => {
  await deleteChosen(context, caller.user.id, body, request.log);
  return null;
});
