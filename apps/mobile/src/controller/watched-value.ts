import type { Watched } from './watched.ts';

/** A value that others watch and its owner changes. */
export class WatchedValue<Value> implements Watched<Value> {
  readonly #observers = new Set<(value: Value) => void>();
  #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  current(): Value {
    return this.#value;
  }

  subscribe(onChange: (value: Value) => void): () => void {
    const observer = (value: Value): void => onChange(value);
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  set(value: Value): void {
    this.#value = value;
    for (const observer of [...this.#observers]) observer(value);
  }
}
