/** Chance as the engine sees it: for jitter, never for secrets. */
export interface Random {
  /** A number from 0 inclusive to 1 exclusive. */
  next(): number;
}
