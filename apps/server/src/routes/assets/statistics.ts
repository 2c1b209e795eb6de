import { route } from '../../http/route.ts';
import { isNoMotionPart } from '../../trash/trash.ts';

/** With its still a motion part counts as one photo. */
export const statistics = route('statistics', async ({ context, caller, query }) => {
  const rows = await context.db
    .selectFrom('assets')
    .select(['kind', (eb) => eb.fn.countAll<number>().as('count')])
    .where('owner_id', '=', caller.user.id)
    .where('trashed_at', query.isTrashed === 'true' ? 'is not' : 'is', null)
    .where(isNoMotionPart)
    .groupBy('kind')
    .execute();
  const images = rows.find(({ kind }) => kind === 'image')?.count ?? 0;
  const videos = rows.find(({ kind }) => kind === 'video')?.count ?? 0;
  return { images, videos, total: images + videos };
});
