import { describeLedgerContract } from '@keepsake/testkit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNodeSqliteDriver } from './node-sqlite-driver.ts';
import { openSqliteLedger } from './open-sqlite-ledger.ts';

describeLedgerContract('SqliteLedger', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-ledger-'));
  const open = () => openSqliteLedger(openNodeSqliteDriver(join(folder, 'ledger.db')));
  let ledger = await open();
  return {
    ledger,
    async reopen() {
      await ledger.close();
      ledger = await open();
      return ledger;
    },
    async close() {
      await ledger.close();
      await rm(folder, { recursive: true });
    },
  };
});
