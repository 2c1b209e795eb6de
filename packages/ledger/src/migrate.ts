import { MIGRATIONS } from './schema.ts';
import type { SqlDriver } from './sql-driver.ts';
import { inTransaction } from './transaction.ts';
import { unusable } from './unavailable.ts';

/** Marks a SQLite file as ours: "Keep" in ASCII. */
const APPLICATION_ID = 0x4b656570;

interface FileFacts {
  readonly version: number;
  readonly applicationId: number;
  readonly tableCount: number;
}

/**
 * Looks at a database, and at nothing but that: one that is refused is left as it is.
 *
 * Throws `ledger-unavailable` when it was written by a newer version, is not a ledger at all, or is empty and
 * `mayBeEmpty` is false.
 */
export async function refuseUnusable(driver: SqlDriver, mayBeEmpty: boolean): Promise<void> {
  const version = await readUsableVersion(driver);
  if (version === 0 && !mayBeEmpty) throw unusable('The ledger file is empty.');
}

/** Brings a database to the newest tables; one that is empty gets them. Two processes may do so at once. */
export async function migrate(driver: SqlDriver): Promise<void> {
  if ((await readUsableVersion(driver)) === MIGRATIONS.length) return;
  await inTransaction(driver, 'BEGIN IMMEDIATE', async () => {
    // Again, because another process may have been faster.
    const version = await readUsableVersion(driver);
    for (const step of MIGRATIONS.slice(version)) await driver.execute(step);
    await driver.execute(`PRAGMA application_id = ${APPLICATION_ID}`);
    await driver.execute(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}

async function readUsableVersion(driver: SqlDriver): Promise<number> {
  const [facts] = await driver.all<FileFacts>(
    `SELECT (SELECT user_version FROM pragma_user_version) AS version,
       (SELECT application_id FROM pragma_application_id) AS applicationId,
       (SELECT COUNT(*) FROM sqlite_schema) AS tableCount`,
    {},
  );
  const { version = 0, applicationId = 0, tableCount = 0 } = facts ?? {};
  if (version === 0 && applicationId === 0 && tableCount === 0) return 0;
  if (applicationId !== APPLICATION_ID) throw unusable('The ledger file is a database of something else.');
  if (version > MIGRATIONS.length) {
    throw unusable(
      `The ledger was written by a newer version of Keepsake (its format is ${version}, this version knows up to ${MIGRATIONS.length}).`,
    );
  }
  return version;
}
