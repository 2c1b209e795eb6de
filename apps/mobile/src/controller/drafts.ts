/** What a person has begun to fill in: a text, or the names of what is marked. */
export type Draft = string | readonly string[];

/** Keeps drafts under their names for as long as the window is open, also when its page is loaded anew. Never for secrets. */
export interface Drafts {
  /** Undefined: nothing was said. */
  read(name: string): Draft | undefined;
  /** Undefined: it is done with. Never fails: what cannot be kept holds until the page ends. */
  keep(name: string, draft: Draft | undefined): void;
  /** All of them: what was filled in is done with. */
  forget(): void;
}
