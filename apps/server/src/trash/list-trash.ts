import { assetAnswer, selectAnswered } from '../assets/asset-answer.ts';
import type { Database } from '../database/open-database.ts';
import type { Answer } from '../http/route.ts';
import { isNoMotionPart } from './trash.ts';

/** A page of what this owner has in the trash, the newest there first; a Live Photo is one. */
export async function listTrash(
  db: Database,
  ownerId: string,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Answer<'listTrash'>> {
  let query = selectAnswered(db, ownerId).where('assets.trashed_at', 'is not', null).where(isNoMotionPart);
  const [trashedAt, id] = page.cursor?.split('_') ?? [];
  if (trashedAt !== undefined && id !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb('assets.trashed_at', '<', trashedAt),
        eb.and([eb('assets.trashed_at', '=', trashedAt), eb('assets.id', '<', id)]),
      ]),
    );
  const rows = await query
    .orderBy('assets.trashed_at', 'desc')
    .orderBy('assets.id', 'desc')
    .limit(page.limit)
    .execute();
  const items = rows.map((row) => ({ ...assetAnswer(row), trashedAt: row.trashed_at ?? '' }));
  const last = items.length < page.limit ? undefined : items.at(-1);
  return { items, nextCursor: last === undefined ? null : `${last.trashedAt}_${last.id}` };
}
