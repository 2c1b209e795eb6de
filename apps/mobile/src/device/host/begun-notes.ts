import type { TextStore } from '../../controller/text-store.ts';
import { forgiving } from '../system/forgiving-store.ts';

/**
 * Whose first backup a person began. Before that none begins by itself: they are still choosing what goes where, and what was sent once
 * is on their server.
 */
export class BegunNotes {
  readonly #memory: TextStore;

  constructor(memory: TextStore) {
    this.#memory = memory;
  }

  hasBegun(ledgerName: string): boolean {
    return this.#memory.getItem(keyOf(ledgerName)) === 'yes';
  }

  /** Once. A disk that is full must not keep them from what they begin: it is noted with the next one. */
  noteBegun(ledgerName: string): void {
    if (!this.hasBegun(ledgerName)) forgiving(this.#memory).setItem(keyOf(ledgerName), 'yes');
  }

  /** The ledger is forgotten: whoever signs in again chooses again. On a full disk it stands, and nothing is chosen in a ledger that is new. */
  forget(ledgerName: string): void {
    forgiving(this.#memory).setItem(keyOf(ledgerName), 'no');
  }
}

const keyOf = (ledgerName: string): string => `keepsake.begun.${ledgerName}`;
