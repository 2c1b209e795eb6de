import type { Statistics } from '@keepsake/engine';
import { formatCount } from './format.ts';
import { overlapSentence } from './overlap.ts';

/** How much is backed up of several libraries together. */
export class StatusSum {
  readonly #libraries: (readonly string[])[] = [];
  #totalCount = 0;
  #backedUpCount = 0;
  #waitingCount = 0;
  #failedCount = 0;

  add(folders: readonly string[], { candidates }: Statistics): void {
    this.#libraries.push(folders);
    this.#totalCount += candidates.totalCount;
    this.#backedUpCount += candidates.backedUpCount;
    this.#waitingCount += candidates.waitingCount;
    this.#failedCount += candidates.failedCount;
  }

  counts(): Omit<Statistics['candidates'], 'waitingBytes'> {
    return {
      totalCount: this.#totalCount,
      backedUpCount: this.#backedUpCount,
      waitingCount: this.#waitingCount,
      failedCount: this.#failedCount,
    };
  }

  /** The last word; claims nothing of a library that could not be read. */
  lines(libraryCount: number): readonly string[] {
    const left = [
      ...(this.#failedCount > 0 ? [`${formatCount(this.#failedCount)} failed`] : []),
      ...(this.#waitingCount > 0 ? [`${formatCount(this.#waitingCount)} waiting`] : []),
    ];
    const all = `${formatCount(this.#backedUpCount)} of ${formatCount(this.#totalCount)} backed up`;
    const which =
      this.#libraries.length === libraryCount
        ? `Together, ${formatCount(libraryCount)} libraries`
        : `Only ${formatCount(this.#libraries.length)} of ${formatCount(libraryCount)} libraries could be read`;
    const overlap = overlapSentence(this.#libraries);
    return ['', `${which}: ${[all, ...left].join(', ')}.`, ...(overlap === undefined ? [] : [overlap])];
  }
}
