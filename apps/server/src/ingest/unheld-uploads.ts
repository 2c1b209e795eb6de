/**
 * Uploads under way that hold no room in a quota for the bytes that they bring: few at once, so that what lies in staging
 * stays in bounds too.
 */
export class UnheldUploads {
  readonly #bytesBy = new Map<string, number>();

  /**
   * Lets an upload in when it is the only one under its key, or all of them together stay within so many bytes.
   *
   * @returns to be called once when it has ended; undefined when it is not let in
   */
  enter(key: string, sizeBytes: number, mostBytes = 0): (() => void) | undefined {
    const others = this.#bytesBy.get(key);
    if (others !== undefined && others + sizeBytes > mostBytes) return undefined;
    this.#bytesBy.set(key, (others ?? 0) + sizeBytes);
    return () => {
      const rest = (this.#bytesBy.get(key) ?? 0) - sizeBytes;
      if (rest > 0) this.#bytesBy.set(key, rest);
      else this.#bytesBy.delete(key);
    };
  }
}
