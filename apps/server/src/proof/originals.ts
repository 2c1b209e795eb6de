import type { Database } from '../database/open-database.ts';
import type { FindingKind } from '../database/schema.ts';

/** What a row says of its original, and what is known to be wrong with it. */
export interface ToldOriginal {
  readonly id: string;
  readonly ownerId: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** SHA-1 in lower-case hex. */
  readonly checksum: string;
  /** Null: nothing is known to be wrong. */
  readonly finding: FindingKind | null;
}

/** Originals as the rows tell of them; the caller narrows and orders them. */
export function selectOriginals(db: Database) {
  return db
    .selectFrom('assets')
    .leftJoin('findings', (join) =>
      join.onRef('findings.asset_id', '=', 'assets.id').on('findings.resolved_at', 'is', null),
    )
    .select([
      'assets.id',
      'assets.owner_id as ownerId',
      'assets.path',
      'assets.size_bytes as sizeBytes',
      'assets.checksum',
      'findings.kind as finding',
    ]);
}

const PAGE = 500;

/** Every original, in the order of the ids, page by page: memory does not grow with their number. */
export async function* allOriginals(db: Database): AsyncGenerator<readonly ToldOriginal[]> {
  let after = '';
  for (;;) {
    const page = await selectOriginals(db)
      .where('assets.id', '>', after)
      .orderBy('assets.id')
      .limit(PAGE)
      .execute();
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.id;
  }
}
