import type { Account, Answer } from './account.ts';
import type { CrashLedger } from './crash-ledger.ts';
import { original, type Original } from './original.ts';
import { uploadResumably } from './resumable.ts';
import type { SeededRandom } from './seeded-random.ts';

const LARGEST_BYTES = 1024 * 1024;

/** What a household's devices do to a server, all at once, until it dies. */
export class CrashTraffic {
  readonly #account: Account;
  readonly #ledger: CrashLedger;
  readonly #random: SeededRandom;
  readonly #round: number;
  #fileCount = 0;
  #isStopped = false;
  /** What a client has in hand, so that no two work on the same asset: the order of their answers would be unknown. */
  readonly #busy = new Set<string>();

  constructor(account: Account, ledger: CrashLedger, random: SeededRandom, round: number) {
    this.#account = account;
    this.#ledger = ledger;
    this.#random = random;
    this.#round = round;
  }

  /** No request starts after this. */
  stop(): void {
    this.#isStopped = true;
  }

  /** One client: one request after the other, until it is stopped or the server is gone. */
  async run(): Promise<void> {
    while (!this.#isStopped) {
      try {
        await this.#step();
      } catch {
        // The server went away in the middle.
        this.#ledger.unanswered();
        return;
      }
    }
  }

  async #step(): Promise<void> {
    const kind = this.#random.next();
    if (kind < 0.45) return this.#upload((file) => this.#account.upload(file));
    if (kind < 0.75) return this.#upload((file) => uploadResumably(this.#account, file, this.#random));
    if (kind < 0.85) return this.#deleteOne();
    if (kind < 0.93) return this.#addToAlbum();
    return this.#download();
  }

  async #upload(send: (file: Original) => Promise<Answer>): Promise<void> {
    this.#fileCount += 1;
    const seed = this.#round * 10_000 + this.#fileCount;
    const file = original(seed, this.#random.between(1, LARGEST_BYTES));
    const checksum = file.checksum();
    this.#busy.add(checksum);
    this.#ledger.sending(checksum);
    const { status, body } = await send(file);
    this.#busy.delete(checksum);
    if (status === 201 || status === 200) this.#ledger.acknowledged(checksum, String(body['id']));
    else this.#ledger.faults.push(`an upload was answered ${status}: ${JSON.stringify(body)}`);
  }

  async #deleteOne(): Promise<void> {
    const [checksum, id] = this.#anyKept() ?? [];
    if (checksum === undefined) return;
    this.#busy.add(checksum);
    this.#ledger.deleting(checksum);
    const { status } = await this.#account.json('DELETE', '/assets', { ids: [id], force: true });
    this.#busy.delete(checksum);
    if (status === 204) this.#ledger.deleted(checksum);
    else this.#ledger.faults.push(`a deletion was answered ${status}`);
  }

  async #addToAlbum(): Promise<void> {
    const ids = Array.from({ length: 3 }, () => this.#anyKept()?.[1]).filter((id) => id !== undefined);
    await this.#account.json('POST', `/albums/Album%20${this.#random.between(1, 5)}/assets`, {
      assetIds: ids,
    });
  }

  async #download(): Promise<void> {
    const [, id] = this.#anyKept() ?? [];
    if (id !== undefined) await this.#account.json('GET', `/assets/${id}/original`);
  }

  #anyKept(): readonly [string, string] | undefined {
    const kept = this.#ledger.kept.filter(([checksum]) => !this.#busy.has(checksum));
    return kept.length === 0 ? undefined : this.#random.pick(kept);
  }
}
