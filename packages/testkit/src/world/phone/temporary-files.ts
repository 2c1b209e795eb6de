/** One file that was made to read an original from. */
export interface TemporaryFile {
  sizeBytes: number;
  /** False: whoever made it is gone. */
  isInUse: boolean;
}

/** The temporary files of one device (U8). */
export class TemporaryFiles {
  readonly #files = new Set<TemporaryFile>();
  /** The most there ever were at once. */
  readonly most = { inUse: 0, sizeBytes: 0 };

  get count(): number {
    return this.#files.size;
  }

  /** Those whose maker may still read them. */
  get inUseCount(): number {
    let count = 0;
    for (const file of this.#files) if (file.isInUse) count += 1;
    return count;
  }

  get sizeBytes(): number {
    let sum = 0;
    for (const file of this.#files) sum += file.sizeBytes;
    return sum;
  }

  make(): TemporaryFile {
    const file = { sizeBytes: 0, isInUse: true };
    this.#files.add(file);
    this.most.inUse = Math.max(this.most.inUse, this.inUseCount);
    return file;
  }

  grow(file: TemporaryFile, bytes: number): void {
    file.sizeBytes += bytes;
    this.most.sizeBytes = Math.max(this.most.sizeBytes, this.sizeBytes);
  }

  remove(file: TemporaryFile): void {
    file.isInUse = false;
    this.#files.delete(file);
  }

  /** Removes what nobody uses. */
  sweep(): void {
    for (const file of this.#files) if (!file.isInUse) this.#files.delete(file);
  }
}
