export { openNodeSqliteDriver } from './node-sqlite-driver.ts';
export { openSqliteLedger } from './open-sqlite-ledger.ts';
export type { SqlDriver, SqlParameters, SqlValue } from './sql-driver.ts';
export { isUnusableLedger } from './unavailable.ts';
