/** A value that its owner changes, and who is told. */
export class WatchedValue<Value> {
  readonly #observers = new Set<(value: Value) => void>();
  #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  /** The same object until it changes. */
  current(): Value {
    return this.#value;
  }

  /** Calls back after each change, until the returned function is called. */
  subscribe(onChange: (value: Value) => void): () => void {
    const observer = (value: Value): void => onChange(value);
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** An equal value is none. */
  set(value: Value): void {
    if (JSON.stringify(value) === JSON.stringify(this.#value)) return;
    this.#value = value;
    for (const observer of [...this.#observers]) observer(value);
  }
}
