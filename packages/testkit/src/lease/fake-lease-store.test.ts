import { FakeLeaseStore } from './fake-lease-store.ts';
import { describeLeaseStoreContract } from './lease-store-contract.ts';

describeLeaseStoreContract('FakeLeaseStore', async () => {
  const store = new FakeLeaseStore();
  return { open: async () => store, close: async () => undefined };
});
