import type { Lease, LeaseStore } from '@keepsake/engine';

/** A lease in memory. All who hold the object see the same, as processes see one file. */
export class FakeLeaseStore implements LeaseStore {
  #lease: Lease | undefined;

  async read(): Promise<Lease | undefined> {
    return this.#lease;
  }

  async replace(expectedRevision: number, next: Lease | undefined): Promise<boolean> {
    if ((this.#lease?.revision ?? 0) !== expectedRevision) return false;
    this.#lease = next;
    return true;
  }
}
