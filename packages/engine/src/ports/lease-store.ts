import type { RunKind } from './run-lock.ts';

/** Where the claim to be the only run is written down: one row that several processes see. */
export interface LeaseStore {
  /** Undefined: nobody claims it. Error: `ledger-unavailable`. */
  read(): Promise<Lease | undefined>;
  /**
   * Writes the next lease, or none, if the present one is still this owner's of this revision (undefined: there is none).
   * Answers whether it did. Durable and seen by every process when it answers. Error: `ledger-unavailable`.
   */
  replace(expected: Pick<Lease, 'owner' | 'revision'> | undefined, next: Lease | undefined): Promise<boolean>;
}

/** One owner's claim. Whoever sees a revision stay the same for as long as a claim lasts knows that its owner is dead. */
export interface Lease {
  /** Unique for each attempt to own it. */
  readonly owner: string;
  readonly kind: RunKind;
  /** From 1; grows with each writing. */
  readonly revision: number;
  /** Somebody in the foreground waits for it. */
  readonly isWanted: boolean;
}
