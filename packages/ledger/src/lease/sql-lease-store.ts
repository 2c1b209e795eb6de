import type { Lease, LeaseStore } from '@keepsake/engine';
import type { SqlDriver, SqlParameters } from '../sql-driver.ts';
import { Turns } from '../turns.ts';

interface LeaseRow {
  readonly owner: string;
  readonly kind: Lease['kind'];
  readonly revision: number;
  readonly isWanted: 0 | 1;
}

/** The claim to be the only run, in one row of SQLite. Made by `openSqlLeaseStore`; owns its driver. */
export class SqlLeaseStore implements LeaseStore {
  readonly #driver: SqlDriver;
  readonly #turns = new Turns();

  constructor(driver: SqlDriver) {
    this.#driver = driver;
  }

  read(): Promise<Lease | undefined> {
    return this.#turns.take(() => this.#read());
  }

  replace(
    expected: Pick<Lease, 'owner' | 'revision'> | undefined,
    next: Lease | undefined,
  ): Promise<boolean> {
    return this.#turns.take(async () => {
      if (expected === undefined && next === undefined) return (await this.#read()) === undefined;
      const { sql, parameters } = swapOf(expected, next);
      await this.#driver.run(sql, parameters);
      // Of this connection, whose calls wait for each other.
      const [written] = await this.#driver.all<{ count: number }>('SELECT changes() AS count', {});
      return written?.count === 1;
    });
  }

  /** Closes the store after the calls that are under way. May be repeated. */
  async close(): Promise<void> {
    await this.#turns.take(() => this.#driver.close());
  }

  async #read(): Promise<Lease | undefined> {
    const [row] = await this.#driver.all<LeaseRow>(
      'SELECT owner, kind, revision, is_wanted AS isWanted FROM lease WHERE only_row = 1',
      {},
    );
    return row && { ...row, isWanted: row.isWanted === 1 };
  }
}

/**
 * One statement that writes where the present claim is the expected one.
 *
 * A statement is a transaction that nobody comes between. One of several statements, or one whose rows are read
 * afterwards, would be open while this process does something else, and a second connection of it would block it all.
 */
function swapOf(
  expected: Pick<Lease, 'owner' | 'revision'> | undefined,
  next: Lease | undefined,
): { readonly sql: string; readonly parameters: SqlParameters } {
  const isExpected = 'owner = $expectedOwner AND revision = $expected';
  const present =
    expected === undefined ? {} : { $expected: expected.revision, $expectedOwner: expected.owner };
  if (next === undefined) return { sql: `DELETE FROM lease WHERE ${isExpected}`, parameters: present };
  const { owner: $owner, kind: $kind, revision: $revision } = next;
  const values = { $owner, $kind, $revision, $isWanted: next.isWanted ? 1 : 0 };
  return expected === undefined
    ? {
        sql: `INSERT INTO lease (only_row, owner, kind, revision, is_wanted)
          VALUES (1, $owner, $kind, $revision, $isWanted) ON CONFLICT DO NOTHING`,
        parameters: values,
      }
    : {
        sql: `UPDATE lease SET owner = $owner, kind = $kind, revision = $revision, is_wanted = $isWanted
          WHERE ${isExpected}`,
        parameters: { ...values, ...present },
      };
}
