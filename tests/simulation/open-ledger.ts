import type { Ledger } from '@keepsake/engine';
import { openSqliteLedger } from '@keepsake/ledger';
import { openNodeSqliteDriver } from '@keepsake/ledger/node';

/** Opens a real ledger in memory, and closes it when it is dropped. */
export async function openLedger(): Promise<Ledger & { close(): Promise<void> }> {
  return openSqliteLedger(openNodeSqliteDriver(':memory:'));
}
