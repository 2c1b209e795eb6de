import { AssetSet } from './asset-set.ts';

interface Scan {
  readonly scanId: number;
  readonly seen: AssetSet;
}

/**
 * What the scans under way have seen, by album: noted in memory for as long as the connection lives, so that a page of
 * unchanged assets writes nothing. A scan whose marks are lost proves nothing: its album is enumerated again.
 */
export class ScanMarks {
  readonly #scans = new Map<number, Scan>();

  /** Begins an album's scan; the marks of an older one are forgotten. */
  begin(album: number, scanId: number): void {
    this.#scans.set(album, { scanId, seen: new AssetSet() });
  }

  /** The scan of an album that this connection saw every page of so far. */
  scanIdOf(album: number): number | undefined {
    return this.#scans.get(album)?.scanId;
  }

  mark(album: number, assets: Iterable<number>): void {
    const seen = this.#scans.get(album)?.seen;
    if (seen === undefined) return;
    for (const asset of assets) seen.add(asset);
  }

  /** What the album's scan has seen; nothing when there is none. */
  seenIn(album: number): AssetSet {
    return this.#scans.get(album)?.seen ?? new AssetSet();
  }

  forget(album: number): void {
    this.#scans.delete(album);
  }

  /** To be called when a transaction was rolled back, since the marks may tell of what is not there now. */
  forgetAll(): void {
    this.#scans.clear();
  }
}
