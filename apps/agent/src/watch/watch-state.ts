/** What a watched library is about. */
export type WatchState =
  | { readonly kind: 'backing-up' }
  | {
      readonly kind: 'waiting';
      readonly endedAtMs: number;
      /** When the next look comes at the latest. */
      readonly nextAtMs: number;
      /** What is to be looked at by the person; whole sentences. */
      readonly troubles: readonly string[];
    };
