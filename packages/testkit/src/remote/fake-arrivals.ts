import type { RemoteAssetId, ServerMark } from '@keepsake/engine';

/** How many assets of one person came in each life of a fake server, as the real one counts them. */
export class FakeArrivals {
  #life = 1;
  readonly #counts = new Map<number, number>();
  readonly #places = new Map<RemoteAssetId, { readonly life: number; readonly count: number }>();

  /** An asset came. */
  add(id: RemoteAssetId): void {
    const count = (this.#counts.get(this.#life) ?? 0) + 1;
    this.#counts.set(this.#life, count);
    this.#places.set(id, { life: this.#life, count });
  }

  /** The server's data is from before these came, and another life of it begins. */
  goBackBefore(lost: readonly RemoteAssetId[]): void {
    for (const id of lost) {
      const place = this.#places.get(id);
      if (place === undefined) continue;
      const count = Math.min(this.#counts.get(place.life) ?? 0, place.count - 1);
      this.#counts.set(place.life, count);
    }
    this.#life += 1;
  }

  mark(): ServerMark {
    const last = [...this.#counts].at(-1) ?? [0, 0];
    return last.join('.') as ServerMark;
  }

  isKnown(mark: ServerMark): boolean {
    const [life, count] = mark.split('.').map(Number);
    return (this.#counts.get(life ?? 0) ?? 0) >= (count ?? 0);
  }
}
