import { FakeLedger } from './fake-ledger.ts';
import { describeLedgerContract } from './ledger-contract.ts';

describeLedgerContract('FakeLedger', async () => {
  const ledger = new FakeLedger();
  return { ledger, reopen: async () => ledger, close: async () => undefined };
});
