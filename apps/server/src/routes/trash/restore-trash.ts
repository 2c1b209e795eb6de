import { route } from '../../http/route.ts';
import { restoreAll } from '../../trash/restore-all.ts';

export const restoreTrash = route('restoreTrash', async ({ context, caller }) => ({
  count: await restoreAll(context, caller.user.id),
}));
