import { route } from '../../http/route.ts';

/** A motion part is hidden: with its still it counts as one photo. */
export const statistics = route('statistics', async ({ context, caller, query }) => {
  const rows = await context.db
    .selectFrom('assets')
    .select(['kind', (eb) => eb.fn.countAll<number>().as('count')])
    .where('owner_id', '=', caller.user.id)
    .where('trashed_at', query.isTrashed === 'true' ? 'is not' : 'is', null)
    .where('visibility', '!=', 'hidden')
    .groupBy('kind')
    .execute();
  const images = rows.find(({ kind }) => kind === 'image')?.count ?? 0;
  const videos = rows.find(({ kind }) => kind === 'video')?.count ?? 0;
  return { images, videos, total: images + videos };
});
