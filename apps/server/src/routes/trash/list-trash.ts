import { route } from '../../http/route.ts';
import { listTrash as list } from '../../trash/list-trash.ts';

export const listTrash = route('listTrash', ({ context, caller, query }) =>
  list(context.db, caller.user.id, query),
);
