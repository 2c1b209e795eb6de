import type { ConditionsState } from '@keepsake/engine';
import type { TransferRequest } from '../../modules/backup-native/src/index.ts';

/** What transfers see of the network. */
export interface TransferNetwork {
  current(): Pick<ConditionsState, 'isLowData' | 'isRoaming' | 'network'>;
  subscribe(onChange: () => void): unknown;
}

/** Whether transfers may go: by the network, and by a test that stops them. */
export class TransferGate {
  /** How many bytes of bodies went over which network. */
  readonly bytesOver = new Map<string, number>();
  readonly #network: TransferNetwork | undefined;
  readonly #watchers = new Set<() => void>();
  #held: Promise<void> = Promise.resolve();
  #bytesLeft = Infinity;

  constructor(network: TransferNetwork | undefined) {
    this.#network = network;
    network?.subscribe(() => this.#look());
  }

  get isOnline(): boolean {
    return this.#network?.current().network !== 'none';
  }

  /** What is begun from now on is sent when the returned function is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  }

  /** After so many more bytes nothing moves any more, until the returned function is called. */
  stopAfter(bytes: number): () => void {
    this.#bytesLeft = bytes;
    return () => {
      this.#bytesLeft = Infinity;
      this.#look();
    };
  }

  /** Whether it has stopped. */
  get isStopped(): boolean {
    return this.#bytesLeft <= 0;
  }

  whenItChanges(onChange: () => void): void {
    this.#network?.subscribe(onChange);
  }

  /** Whether this may go now, for all that is known of the network. */
  isOpen({ allowsMetered }: Pick<TransferRequest, 'allowsMetered'>, waitsForAny: boolean): boolean {
    const now = this.#network?.current();
    if (now === undefined) return true;
    if (now.network === 'none') return !waitsForAny;
    return allowsMetered || !(now.network === 'metered' || now.isRoaming || now.isLowData);
  }

  async untilOpen(
    request: Pick<TransferRequest, 'allowsMetered'>,
    waitsForAny: boolean,
    over: AbortSignal,
  ): Promise<void> {
    await Promise.race([this.#held, aborted(over)]);
    await this.#until(() => this.isOpen(request, waitsForAny), over);
  }

  /** Lets so many bytes go, in their turn. */
  async pass(bytes: number, over: AbortSignal): Promise<void> {
    await this.#until(() => !this.isStopped, over);
    if (over.aborted) return;
    this.#bytesLeft -= bytes;
    const network = this.#network?.current().network ?? 'unmetered';
    this.bytesOver.set(network, (this.bytesOver.get(network) ?? 0) + bytes);
  }

  async #until(isSo: () => boolean, over: AbortSignal): Promise<void> {
    if (isSo() || over.aborted) return;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (!isSo() && !over.aborted) return;
        this.#watchers.delete(look);
        over.removeEventListener('abort', look);
        resolve();
      };
      this.#watchers.add(look);
      over.addEventListener('abort', look);
    });
  }

  #look(): void {
    for (const look of [...this.#watchers]) look();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
