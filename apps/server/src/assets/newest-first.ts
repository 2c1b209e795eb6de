import { setImmediate } from 'node:timers/promises';
import type { ExpressionBuilder } from 'kysely';
import type { Database } from '../database/open-database.ts';
import type { Tables } from '../database/schema.ts';

/** Assets of one owner that may be any number. */
export type Collection =
  | { readonly kind: 'album'; readonly albumId: string }
  /** Of the whole library. */
  | { readonly kind: 'everything' };

/** A few milliseconds of the only thread, with what is made of so many rows. */
const PAGE = 250;

/**
 * The ids of a collection, the newest first, in pages: memory does not grow with their number, and other requests have
 * their turn between two pages. Those in the trash are among them.
 */
export async function* idsNewestFirst(
  db: Database,
  ownerId: string,
  collection: Collection,
): AsyncGenerator<readonly string[]> {
  if (collection.kind === 'album') {
    const few = await idsOfFew(db, collection.albumId);
    if (few !== undefined) {
      yield few;
      return;
    }
  }
  // A large album is most of a library: that is walked through in the order of its index.
  let after: Key | undefined;
  for (;;) {
    const page = await selectKeys(db, ownerId, collection, after);
    yield page.filter(({ isIn }) => isIn === 1).map(({ id }) => id);
    if (page.length < PAGE) return;
    after = page.at(-1);
    await setImmediate();
  }
}

interface Key {
  readonly file_created_at: string;
  readonly id: string;
}

/** The ids of an album that is no longer than a page; undefined when it is. */
async function idsOfFew(db: Database, albumId: string): Promise<readonly string[] | undefined> {
  const members = await db
    .selectFrom('album_assets')
    .select('asset_id')
    .where('album_id', '=', albumId)
    .limit(PAGE + 1)
    .execute();
  if (members.length > PAGE) return undefined;
  const rows = await db
    .selectFrom('album_assets')
    .innerJoin('assets', 'assets.id', 'album_assets.asset_id')
    .select('assets.id')
    .where('album_assets.album_id', '=', albumId)
    .orderBy('assets.file_created_at', 'desc')
    .orderBy('assets.id', 'desc')
    .execute();
  return rows.map(({ id }) => id);
}

function selectKeys(db: Database, ownerId: string, collection: Collection, after: Key | undefined) {
  let query = db
    .selectFrom('assets')
    .select(['assets.id', 'assets.file_created_at'])
    .select((eb) => membership(eb, collection).as('isIn'))
    .where('assets.owner_id', '=', ownerId);
  if (after !== undefined)
    query = query.where((eb) =>
      eb(eb.refTuple('assets.file_created_at', 'assets.id'), '<', eb.tuple(after.file_created_at, after.id)),
    );
  return query.orderBy('assets.file_created_at', 'desc').orderBy('assets.id', 'desc').limit(PAGE).execute();
}

function membership(eb: ExpressionBuilder<Tables, 'assets'>, collection: Collection) {
  if (collection.kind === 'everything') return eb.lit(1);
  const member = eb
    .selectFrom('album_assets')
    .select('album_assets.asset_id')
    .where('album_assets.album_id', '=', collection.albumId)
    .whereRef('album_assets.asset_id', '=', 'assets.id');
  return eb.cast<number>(eb.exists(member), 'integer');
}
