import { route } from '../../http/route.ts';
import { emptyTrash as empty } from '../../trash/empty-trash.ts';

export const emptyTrash = route('emptyTrash', async ({ context, caller, request }) => ({
  count: await empty(context, { ownerId: caller.user.id }, request.log),
}));
