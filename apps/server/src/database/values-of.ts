import { sql, type RawBuilder } from 'kysely';

/**
 * A list of texts of any length as one parameter, for `where x in (…)`.
 *
 * One place for what SQLite and PostgreSQL spell differently; a list of 5,000 placeholders costs more to compile
 * than the query takes.
 */
export function valuesOf(texts: readonly string[]): RawBuilder<string> {
  return sql<string>`(select value from json_each(${JSON.stringify(texts)}))`;
}
