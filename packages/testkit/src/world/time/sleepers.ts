/** Somebody who waits for a moment. */
export interface Sleeper {
  readonly atMs: number;
  /** Which of two with the same moment wakes first: the one that fell asleep first. */
  readonly order: number;
  /** False: it was told to stop, and is only in the way. */
  isAsleep: boolean;
  wake(): void;
}

const isBefore = (a: Sleeper, b: Sleeper): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

/** Sleepers by their moments: a binary heap, since a simulated day has a great many of them. */
export class Sleepers {
  readonly #heap: Sleeper[] = [];

  /** Who wakes next; undefined: nobody sleeps. */
  first(): Sleeper | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined || first.isAsleep) return first;
      this.#removeFirst();
    }
  }

  add(sleeper: Sleeper): void {
    const heap = this.#heap;
    let at = heap.push(sleeper) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(sleeper, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = sleeper;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}
