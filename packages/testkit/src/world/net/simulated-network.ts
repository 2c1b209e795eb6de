import { BackupError, type ConditionsState } from '@keepsake/engine';
import type { VirtualClock } from '../time/virtual-clock.ts';

/** What a device is connected to. */
export type NetworkKind =
  | 'none'
  | 'wifi'
  | 'metered'
  | 'roaming'
  /** Wi-Fi behind a page that wants a click: every question is answered with HTML. */
  | 'captive'
  /** The same, and the platform has not noticed. */
  | 'captive-unnoticed';

export interface NetworkState {
  readonly kind: NetworkKind;
  readonly isLowData: boolean;
  readonly isCharging: boolean;
  readonly bytesPerSecond: number;
}

const CONDITIONS_NETWORK: Readonly<Record<NetworkKind, ConditionsState['network']>> = {
  none: 'none',
  wifi: 'unmetered',
  metered: 'metered',
  roaming: 'metered',
  captive: 'none',
  'captive-unnoticed': 'unmetered',
};

/** Network and power of one device, as they are and as its platform tells of them. */
export class SimulatedNetwork {
  readonly #clock: VirtualClock;
  readonly #observers = new Set<(state: ConditionsState) => void>();
  #state: NetworkState = { kind: 'wifi', isLowData: false, isCharging: true, bytesPerSecond: 200_000 };
  #epoch = 0;
  #changedAtMs = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  get state(): NetworkState {
    return this.#state;
  }

  /** When it last became another network, or a dearer one, in the world's own time. */
  get changedAtMs(): number {
    return this.#changedAtMs;
  }

  /** Connections of an earlier epoch are broken. */
  get epoch(): number {
    return this.#epoch;
  }

  /** `carriesOver`: connections go on over the new network, as modern ones can. */
  change(change: Partial<NetworkState>, carriesOver = false): void {
    const before = this.#state;
    this.#state = { ...before, ...change };
    const { kind, isLowData, isCharging } = this.#state;
    const isSame = kind === before.kind && isLowData === before.isLowData && isCharging === before.isCharging;
    if (isSame) return;
    this.#changedAtMs = this.#clock.elapsedMs;
    if (kind !== before.kind && !carriesOver) this.#epoch += 1;
    for (const observer of [...this.#observers]) observer(this.conditions());
  }

  conditions(): ConditionsState {
    const { kind, isLowData, isCharging } = this.#state;
    return { network: CONDITIONS_NETWORK[kind], isRoaming: kind === 'roaming', isLowData, isCharging };
  }

  subscribe(onChange: (state: ConditionsState) => void): () => void {
    const observer = (state: ConditionsState): void => {
      onChange(state);
    };
    this.#observers.add(observer);
    return () => {
      this.#observers.delete(observer);
    };
  }

  /** Throws `network` where there is none, or no longer the one that a connection was made over. */
  throwIfBroken(epoch: number): void {
    if (this.#state.kind === 'none') throw new BackupError('network', 'there is no network');
    if (epoch !== this.#epoch) throw new BackupError('network', 'the network that it went over is gone');
  }

  get isCaptive(): boolean {
    return this.#state.kind === 'captive' || this.#state.kind === 'captive-unnoticed';
  }
}
