/** Numbers of assets that share a chunk; numbers are given in a row, so chunks are dense. */
const CHUNK = 65_536;

/** A set of assets by their row numbers, an eighth of a byte for each: a million cost 125 KB. */
export class AssetSet {
  readonly #chunks = new Map<number, Uint8Array>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(asset: number): boolean {
    const place = asset % CHUNK;
    const byte = this.#chunks.get((asset - place) / CHUNK)?.[place >> 3] ?? 0;
    return (byte & (1 << (place & 7))) !== 0;
  }

  add(asset: number): void {
    const place = asset % CHUNK;
    const number = (asset - place) / CHUNK;
    let chunk = this.#chunks.get(number);
    if (chunk === undefined) {
      chunk = new Uint8Array(CHUNK / 8);
      this.#chunks.set(number, chunk);
    }
    const bit = 1 << (place & 7);
    const byte = chunk[place >> 3] ?? 0;
    if ((byte & bit) !== 0) return;
    chunk[place >> 3] = byte | bit;
    this.#size += 1;
  }
}
