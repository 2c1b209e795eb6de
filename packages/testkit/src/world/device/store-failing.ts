/** What goes wrong with a database on a device; nothing is written then. */
export type StoreFailure = 'SQLITE_BUSY' | 'SQLITE_FULL' | 'SQLITE_IOERR';

/** What is to go wrong: after `spared` calls that go well, as many as `times`. */
export interface StoreFailing {
  readonly target: 'reads' | 'writes' | 'any';
  readonly failure: StoreFailure;
  readonly spared: number;
  readonly times: number;
  /** For the processes of this role alone; undefined: for all. */
  readonly role?: string | undefined;
}
