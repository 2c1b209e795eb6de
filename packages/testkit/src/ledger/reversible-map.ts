/**
 * A map whose changes since the last `commit` can be taken back, so that a fake writes all or nothing.
 */
export class ReversibleMap<Key, Value> {
  readonly #map = new Map<Key, Value>();
  readonly #before = new Map<Key, Value | undefined>();

  get(key: Key): Value | undefined {
    return this.#map.get(key);
  }

  /** The entries of this moment; changing the map meanwhile is harmless. */
  entries(): readonly [Key, Value][] {
    return [...this.#map];
  }

  values(): readonly Value[] {
    return [...this.#map.values()];
  }

  set(key: Key, value: Value): void {
    this.#remember(key);
    this.#map.set(key, value);
  }

  delete(key: Key): void {
    this.#remember(key);
    this.#map.delete(key);
  }

  commit(): void {
    this.#before.clear();
  }

  rollback(): void {
    for (const [key, value] of this.#before) {
      if (value === undefined) this.#map.delete(key);
      else this.#map.set(key, value);
    }
    this.#before.clear();
  }

  #remember(key: Key): void {
    if (!this.#before.has(key)) this.#before.set(key, this.#map.get(key));
  }
}
