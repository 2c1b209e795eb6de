import { Cancelled, CancelSource, type CancelSignal } from '../cancel.ts';
import type { AssetRecord } from '../model/asset-record.ts';
import type { AssetId } from '../model/ids.ts';
import { laneOf, type LaneKind } from '../queue/lanes.ts';

interface Turn {
  readonly source: CancelSource;
  readonly lane: LaneKind;
  readonly usesNetwork: boolean;
  /** The network became another one since it began. */
  hasChangedNetwork: boolean;
}

/** The turns that are under way in a pass, so that each can be cut short by itself (N3). */
export class InFlight {
  readonly #pass: CancelSignal;
  readonly #turns = new Map<AssetId, Turn>();

  constructor(pass: CancelSignal) {
    this.#pass = pass;
  }

  /** Answers the signal under which the turn runs. An asset has one turn at a time. */
  begin(record: AssetRecord, usesNetwork: boolean): CancelSignal {
    const source = new CancelSource(this.#pass);
    this.#turns.set(record.asset.id, { source, lane: laneOf(record), usesNetwork, hasChangedNetwork: false });
    return source;
  }

  end(id: AssetId): void {
    this.#turns.get(id)?.source.release();
    this.#turns.delete(id);
  }

  /** The network is another one from now on: what breaks off was sent over the one before. */
  changeNetwork(): void {
    for (const turn of this.#turns.values()) turn.hasChangedNetwork = true;
  }

  /** Whether an asset's turn, while it is under way, outlived the network that it began on. */
  hasChangedNetwork(id: AssetId): boolean {
    return this.#turns.get(id)?.hasChangedNetwork ?? false;
  }

  /** Cuts short what uses the network and may not use it any more. */
  cancelHeld(isHeld: (lane: LaneKind) => boolean): void {
    for (const { source, lane, usesNetwork } of this.#turns.values()) {
      if (usesNetwork && isHeld(lane)) {
        source.cancel(new Cancelled('it may not be sent over this network now', 'held-back'));
      }
    }
  }
}
