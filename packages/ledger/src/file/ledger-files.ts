/** What setting a ledger aside asks of the place where ledgers are kept. Errors are the place's own. */
export interface LedgerFiles {
  exists(path: string): Promise<boolean>;
  /** Moves a file within its folder. One that is not there: an error. */
  rename(from: string, to: string): Promise<void>;
  /** One that is not there is fine. */
  remove(path: string): Promise<void>;
  /** Leaves an empty file, that is there for certain when it answers. One that is there already is fine. */
  mark(path: string): Promise<void>;
}
