/** A value that changes by itself; the engine's `Conditions` has this shape too. */
export interface Watched<Value> {
  /** The value now. The same object until it changes, so that a screen can compare by identity. */
  current(): Value;
  /** Calls back after each change, until the returned function is called. */
  subscribe(onChange: (value: Value) => void): () => void;
}
