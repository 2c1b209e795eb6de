import type { Lease, LeaseStore } from '@keepsake/engine';

/** The row of the run lock, in memory; all who share one object are processes of one device. */
export class FakeLeaseStore implements LeaseStore {
  /** What is written there now. */
  lease: Lease | undefined;

  async read(): Promise<Lease | undefined> {
    return this.lease;
  }

  async replace(
    expected: Pick<Lease, 'owner' | 'revision'> | undefined,
    next: Lease | undefined,
  ): Promise<boolean> {
    if (this.lease?.owner !== expected?.owner || this.lease?.revision !== expected?.revision) return false;
    this.lease = next;
    return true;
  }
}
