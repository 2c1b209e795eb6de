/** A bug that is planted: this very text becomes that one. */
export interface Mutation {
  /** What is broken, in words. */
  readonly bug: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}
