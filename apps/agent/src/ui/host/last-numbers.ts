import { lastKnownOf, type BackupSnapshot, type LastKnown } from '@keepsake/engine';

/** The numbers that are known of the library of whoever was signed in last. Nobody is shown those of another one. */
export class LastNumbers {
  #userId: string | undefined;
  #known: LastKnown | undefined;

  /** Undefined: nothing is known. */
  get known(): LastKnown | undefined {
    return this.#known;
  }

  /** From a library of theirs that closes. */
  keep(userId: string, snapshot: BackupSnapshot): void {
    this.#userId = userId;
    this.#known = lastKnownOf(snapshot);
  }

  /** They are signed in now. True: what was known was another one's, and is forgotten. */
  belongTo(userId: string): boolean {
    if (userId === this.#userId) return false;
    this.#userId = userId;
    this.#known = undefined;
    return true;
  }

  /** What another life of the agent knew of them, where this one knows nothing. */
  async recall(userId: string, read: (userId: string) => Promise<LastKnown | undefined>): Promise<void> {
    if (this.#known !== undefined) return;
    this.#userId = userId;
    this.#known = await read(userId);
  }

  forget(): void {
    this.#known = undefined;
  }
}
