import { setImmediate } from 'node:timers/promises';
import type { Database } from '../database/open-database.ts';

/** What an album tells of its assets, without those in the trash. */
export interface Summary {
  readonly count: number;
  readonly startDate: string | null;
  readonly endDate: string | null;
  readonly lastAdded: string | null;
}

/** A few milliseconds of the only thread. */
const PAGE = 2000;

/** Counts page by page: other requests have their turn in between. */
export async function readSummary(db: Database, albumId: string): Promise<Summary> {
  let sum: Summary = { count: 0, startDate: null, endDate: null, lastAdded: null };
  let after = '';
  for (;;) {
    const { rows, last, ...page } = await summarizePage(db, albumId, after);
    sum = {
      count: sum.count + page.count,
      startDate: ordered(sum.startDate, page.startDate)[0] ?? null,
      endDate: ordered(sum.endDate, page.endDate).at(-1) ?? null,
      lastAdded: ordered(sum.lastAdded, page.lastAdded).at(-1) ?? null,
    };
    if (rows < PAGE) return sum;
    after = last;
    await setImmediate();
  }
}

function summarizePage(db: Database, albumId: string, after: string) {
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom('album_assets')
        .innerJoin('assets', 'assets.id', 'album_assets.asset_id')
        .select(['asset_id', 'added_at', 'file_created_at', 'trashed_at'])
        .where('album_id', '=', albumId)
        .where('asset_id', '>', after)
        .orderBy('asset_id')
        .limit(PAGE)
        .as('page'),
    )
    .select(({ fn }) => [
      fn.countAll<number>().as('rows'),
      fn.max('asset_id').as('last'),
      fn.countAll<number>().filterWhere('trashed_at', 'is', null).as('count'),
      fn.min<string | null>('file_created_at').filterWhere('trashed_at', 'is', null).as('startDate'),
      fn.max<string | null>('file_created_at').filterWhere('trashed_at', 'is', null).as('endDate'),
      fn.max<string | null>('added_at').filterWhere('trashed_at', 'is', null).as('lastAdded'),
    ])
    .executeTakeFirstOrThrow();
}

function ordered(...dates: readonly (string | null)[]): readonly string[] {
  return dates.filter((date) => date !== null).sort();
}
