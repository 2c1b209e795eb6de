import type { Observation } from '@keepsake/testkit';
import type { Truth } from './truth.ts';

/** Something that must hold, whatever happens. */
export interface Invariant {
  readonly name: string;
  /** Looks at what happens as it happens; what it asks of the ledger for that is awaited before the next event. */
  see?(seen: Observation): Promise<void> | void;
  /** Looks at the world after each event. */
  afterEvent?(): Promise<void> | void;
  /** Looks at the world when it was calm for days. */
  whenCalm?(): Promise<void> | void;
  /** Looks at it when all that failed or was deleted on the server was tried again. */
  atTheEnd?(): Promise<void> | void;
}

/** Says what is violated, in words. */
type Report = (violation: string) => void;

export type CreateInvariant = (truth: Truth, report: Report) => Invariant;
