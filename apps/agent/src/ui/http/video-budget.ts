/** What one frame may cost to read: room for the index of a long film and a large picture, and no more of a file without an index. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_REMEMBERED = 100;

/** What was read of videos for each drawing of a frame; a browser that looks for its way would else read a film to its end. */
export class VideoBudget {
  readonly #spent = new Map<string, number>();

  /** Takes what an answer is going to send from what this drawing may cost; false: it may cost no more. */
  take(drawing: string, sizeBytes: number): boolean {
    const spent = (this.#spent.get(drawing) ?? 0) + sizeBytes;
    if (spent > MOST_BYTES) return false;
    const [oldest] = this.#spent.keys();
    if (this.#spent.size >= MOST_REMEMBERED && oldest !== undefined) this.#spent.delete(oldest);
    this.#spent.delete(drawing);
    this.#spent.set(drawing, spent);
    return true;
  }
}
