import type { DamageState, VerifyReport } from '@keepsake/engine';
import { formatAssets, formatCount } from './format.ts';
import { overlapSentence } from './overlap.ts';
import type { NotBackedUp } from './verify-words.ts';

/** What a verification found in several libraries together. */
export class VerifySum {
  readonly #libraries: (readonly string[])[] = [];
  #checkedCount = 0;
  #soundCount = 0;
  #missingCount = 0;
  #damagedCount = 0;
  #unknownCount = 0;
  #openCount = 0;
  #failedCount = 0;
  #waitingCount = 0;

  /** One that was compared to its end; `damage` as it is known then, also what was found before and is not compared. */
  add(
    folders: readonly string[],
    report: VerifyReport,
    { openCount }: Pick<DamageState, 'openCount'>,
    { failedCount, waitingCount }: NotBackedUp,
  ): void {
    this.#failedCount += failedCount;
    this.#waitingCount += waitingCount;
    this.#libraries.push(folders);
    this.#openCount += openCount;
    this.#checkedCount += report.checkedCount;
    this.#soundCount += report.soundCount;
    this.#missingCount += report.missingCount;
    this.#damagedCount += report.damagedCount;
    this.#unknownCount += report.unknownCount;
  }

  counts(): Pick<
    VerifyReport,
    'checkedCount' | 'soundCount' | 'missingCount' | 'damagedCount' | 'unknownCount'
  > &
    NotBackedUp & { readonly comparedLibraryCount: number } {
    return {
      comparedLibraryCount: this.#libraries.length,
      checkedCount: this.#checkedCount,
      soundCount: this.#soundCount,
      missingCount: this.#missingCount,
      damagedCount: this.#damagedCount,
      unknownCount: this.#unknownCount,
      failedCount: this.#failedCount,
      waitingCount: this.#waitingCount,
    };
  }

  /** The last word; claims nothing of a library that was not compared. */
  lines(libraryCount: number): readonly string[] {
    const differingCount = this.#missingCount + this.#damagedCount;
    const isAll = this.#libraries.length === libraryCount;
    const which = isAll
      ? `Together, ${formatCount(libraryCount)} libraries`
      : `Only ${formatCount(this.#libraries.length)} of ${formatCount(libraryCount)} libraries could be compared`;
    const found =
      differingCount > 0
        ? `${formatAssets(differingCount)} ${differingCount === 1 ? 'is' : 'are'} not on the server as sent`
        : this.#unknownCount > 0
          ? 'nothing differs, as far as it can be told'
          : isAll && this.#openCount === 0
            ? 'everything that is backed up is on the server'
            : 'nothing differs in what was compared';
    const leftCount = this.#failedCount + this.#waitingCount;
    const left = leftCount === 0 ? '' : ` ${formatCount(leftCount)} not backed up.`;
    const overlap = overlapSentence(this.#libraries);
    return [
      '',
      `${which}: ${found}. ${formatCount(this.#checkedCount)} compared.${left}`,
      ...(overlap === undefined ? [] : [overlap]),
    ];
  }
}
