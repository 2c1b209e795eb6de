import { sql, type RawBuilder } from 'kysely';

/**
 * A column in a condition that SQLite is to check, and not to search by: it takes ten rows for what an owner has, and would
 * rather walk through a whole library than look up the ids that are named beside it.
 */
export function unsearched(column: 'assets.owner_id'): RawBuilder<string> {
  return sql<string>`+${sql.ref(column)}`;
}
