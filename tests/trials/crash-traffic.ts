import type { Account, Answer } from './account.ts';
import type { CrashLedger, SentAsset } from './crash-ledger.ts';
import { original, type Original } from './original.ts';
import { uploadResumably } from './resumable.ts';
import type { SeededRandom } from './seeded-random.ts';

const LARGEST_BYTES = 1024 * 1024;
const LARGEST_SIDECAR_BYTES = 20_000;

/** No two files are the same: each begins with its seed. */
const LEAST_BYTES = 16;

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
    if (kind < 0.25) return this.#upload(this.#newPhoto());
    if (kind < 0.4) return this.#upload(this.#newLivePhoto());
    if (kind < 0.55) return this.#uploadAgain();
    if (kind < 0.75)
      return this.#send(this.#newPhoto(), undefined, ({ file }) =>
        uploadResumably(this.#account, file, this.#random),
      );
    if (kind < 0.81) return this.#deleteOne();
    if (kind < 0.9) return this.#trashOrRestore();
    if (kind < 0.95) return this.#addToAlbum();
    return this.#download();
  }

  /** By multipart; every other one brings a sidecar. */
  #upload(asset: SentAsset, checksum?: string): Promise<void> {
    const sidecar = this.#random.chance(0.5) ? this.#newFile(LARGEST_SIDECAR_BYTES, 'xmp') : undefined;
    const options = { motion: asset.motion?.file, sidecar, checksum };
    return this.#send(asset, sidecar?.checksum(), ({ file }) => this.#account.upload(file, options));
  }

  /** What is kept, maybe in the trash, maybe with a sidecar that it did not have; its checksum may be announced. */
  async #uploadAgain(): Promise<void> {
    const { sent } = this.#anyKept() ?? {};
    if (sent !== undefined) await this.#upload(sent, this.#random.chance(0.5) ? sent.checksum : undefined);
  }

  async #send(
    asset: SentAsset,
    sidecar: string | undefined,
    send: (asset: SentAsset) => Promise<Answer>,
  ): Promise<void> {
    this.#busy.add(asset.checksum);
    this.#ledger.sending(asset, sidecar);
    const { status, body } = await send(asset);
    this.#busy.delete(asset.checksum);
    const motionId = typeof body['livePhotoVideoId'] === 'string' ? body['livePhotoVideoId'] : undefined;
    if (status === 201 || status === 200)
      this.#ledger.acknowledged(asset.checksum, String(body['id']), motionId);
    else this.#ledger.faults.push(`an upload was answered ${status}: ${JSON.stringify(body)}`);
  }

  async #deleteOne(): Promise<void> {
    const { sent, id } = this.#anyKept() ?? {};
    if (sent === undefined) return;
    this.#busy.add(sent.checksum);
    this.#ledger.deleting(sent.checksum);
    const { status } = await this.#account.json('DELETE', '/assets', { ids: [id], force: true });
    this.#busy.delete(sent.checksum);
    if (status === 204) this.#ledger.deleted(sent.checksum);
    else this.#ledger.faults.push(`a deletion was answered ${status}`);
  }

  async #trashOrRestore(): Promise<void> {
    const { sent, id, isTrashed } = this.#anyKept() ?? {};
    if (sent === undefined) return;
    this.#busy.add(sent.checksum);
    this.#ledger.moving(sent.checksum);
    const ids = [id];
    const { status } =
      isTrashed === true
        ? await this.#account.json('POST', '/trash/restore/assets', { ids })
        : await this.#account.json('DELETE', '/assets', { ids });
    this.#busy.delete(sent.checksum);
    if (status === 204 || status === 200) this.#ledger.moved(sent.checksum, isTrashed !== true);
    else this.#ledger.faults.push(`a way to or from the trash was answered ${status}`);
  }

  async #addToAlbum(): Promise<void> {
    const ids = Array.from({ length: 3 }, () => this.#anyKept()?.id).filter((id) => id !== undefined);
    await this.#account.json('POST', `/albums/Album%20${this.#random.between(1, 5)}/assets`, {
      assetIds: ids,
    });
  }

  async #download(): Promise<void> {
    const { id } = this.#anyKept() ?? {};
    if (id !== undefined) await this.#account.json('GET', `/assets/${id}/original`);
  }

  #newPhoto(): SentAsset {
    const file = this.#newFile(LARGEST_BYTES, 'jpg');
    return { file, checksum: file.checksum() };
  }

  #newLivePhoto(): SentAsset {
    const motion = this.#newFile(LARGEST_BYTES, 'mov');
    return { ...this.#newPhoto(), motion: { file: motion, checksum: motion.checksum() } };
  }

  #newFile(largestBytes: number, extension: string): Original {
    this.#fileCount += 1;
    const seed = this.#round * 10_000 + this.#fileCount;
    return original(seed, this.#random.between(LEAST_BYTES, largestBytes), extension);
  }

  #anyKept(): CrashLedger['kept'][number] | undefined {
    const kept = this.#ledger.kept.filter(({ sent }) => !this.#busy.has(sent.checksum));
    return kept.length === 0 ? undefined : this.#random.pick(kept);
  }
}
