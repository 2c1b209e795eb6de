/** Who backs a library up by itself: `keepsake watch`, of which more is known, or the screens while they run. */
export type SelfBackup = WatchState | { readonly kind: 'screens' };

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
      /** One of these keeps it from backing anything up. */
      readonly isHindered: boolean;
    };
