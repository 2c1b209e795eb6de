import type { Watched } from '../src/controller/watched.ts';

/** A watched value that a test or a scenario sets. */
export class Settable<Value> implements Watched<Value> {
  #value: Value;
  readonly #observers = new Set<(value: Value) => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  current(): Value {
    return this.#value;
  }

  subscribe(onChange: (value: Value) => void): () => void {
    this.#observers.add(onChange);
    return () => this.#observers.delete(onChange);
  }

  set(value: Value): void {
    this.#value = value;
    for (const observer of [...this.#observers]) observer(value);
  }
}
