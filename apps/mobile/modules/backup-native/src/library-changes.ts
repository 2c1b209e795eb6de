/** What changed in the library since a token was given. */
export interface LibraryChanges {
  /** To be asked with the next time; opaque. */
  readonly token: string;
  /**
   * False: the platform cannot tell what changed since then (no token, an expired one, another volume, the library was rebuilt, more than
   * 5,000 changes): look at everything. The lists are empty then.
   */
  readonly isComplete: boolean;
  /** New, or anything about them is another: `_ID` on Android, local identifiers on iOS. */
  readonly changedIds: readonly string[];
  /** Null: this platform does not tell (Android). */
  readonly deletedIds: readonly string[] | null;
  /** Albums were made, renamed, filled, emptied or removed. Android: null, its albums are folders. */
  readonly areAlbumsChanged: boolean | null;
}
