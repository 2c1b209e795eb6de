import { BackupError, type Notifier } from '@keepsake/engine';
import type { TextStore } from '../../controller/text-store.ts';
import { forgiving } from '../system/forgiving-store.ts';

export interface UnopenedRecordsDeps {
  readonly notifier: Pick<Notifier, 'notify' | 'prepare'>;
  readonly memory: TextStore;
}

const KEY = 'keepsake.told-unopened';

/**
 * Tells a person, who is not looking, that runs in the background find records that do not open (E5): no engine is there to do it. Once for each
 * cause, in whatever process, and not at each of the runs that the system makes again and again meanwhile.
 */
export class UnopenedRecords {
  readonly #deps: UnopenedRecordsDeps;
  /** Kept where the records are, it may be as unreadable. What it does not keep is told again by the next process. */
  readonly #memory: TextStore;
  /** What was told; undefined: not read yet. */
  #told: string | undefined;

  constructor(deps: UnopenedRecordsDeps) {
    this.#deps = deps;
    this.#memory = forgiving(deps.memory);
  }

  /** A run ended by this before it had an engine. What is no trouble of records, as secrets of a phone that was not unlocked yet, passes. Never fails. */
  async met(error: unknown): Promise<void> {
    if (!(error instanceof BackupError) || error.code === this.#read()) return;
    this.#note(error.code);
    const { notifier } = this.#deps;
    // Nobody loaded the words, nor made the channels that Android asks for.
    await notifier.prepare();
    notifier.notify({ kind: 'backup-stopped', code: error.code });
  }

  /** They opened: whatever comes next is news. Never fails. */
  opened(): void {
    if (this.#read() !== '') this.#note('');
  }

  #read(): string {
    return (this.#told ??= this.#memory.getItem(KEY) ?? '');
  }

  #note(code: string): void {
    this.#told = code;
    this.#memory.setItem(KEY, code);
  }
}
