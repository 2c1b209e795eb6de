import { createHash } from 'node:crypto';
import {
  throwIfCancelled,
  type CancelSignal,
  type Checksum,
  type Clock,
  type Conditions,
  type Hasher,
  type LeaseStore,
  type Ledger,
  type LedgerFact,
  type OpenedPart,
} from '@keepsake/engine';
import type { Life } from '../life.ts';
import type { SimulatedNetwork } from '../net/simulated-network.ts';
import type { Observer } from '../observations.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import { mortalPort } from './mortal-port.ts';

/** The device's ledger as one process sees it; what it writes is observed once it is written. */
export function watchedLedger(ledger: Ledger, life: Life, observe: Observer): Ledger {
  const record = async (facts: readonly LedgerFact[]): Promise<void> => {
    await ledger.record(facts);
    observe({ kind: 'facts', process: life.name, facts });
  };
  return mortalPort(
    {
      record,
      readAlbums: () => ledger.readAlbums(),
      readAssets: (query) => ledger.readAssets(query),
      readTotals: () => ledger.readTotals(),
      readConfirmedChecksums: (checksums) => ledger.readConfirmedChecksums(checksums),
      readTransfers: () => ledger.readTransfers(),
      readState: () => ledger.readState(),
    } satisfies Ledger,
    life,
  );
}

/** The row of the run lock as one process sees it; whose claim it holds is observed. */
export function watchedLeases(leases: LeaseStore, life: Life, observe: Observer): LeaseStore {
  const replace: LeaseStore['replace'] = async (expected, next) => {
    const isWritten = await leases.replace(expected, next);
    if (isWritten) observe({ kind: 'lease', process: life.name, lease: next });
    return isWritten;
  };
  return mortalPort({ read: () => leases.read(), replace } satisfies LeaseStore, life);
}

/** Time as one process sees it; a dead one never wakes. */
export function mortalClock(clock: VirtualClock, life: Life): Clock {
  return {
    now: () => clock.now(),
    sleep: (durationMs, signal) => life.call(() => clock.sleep(durationMs, life.until(signal))),
  };
}

/** Network and power as one process hears of them. */
export function mortalConditions(network: SimulatedNetwork, life: Life): Conditions {
  return {
    current: () => network.conditions(),
    subscribe(onChange) {
      const stop = network.subscribe((state) => {
        if (life.isAlive) onChange(state);
      });
      const forget = life.whenItDies(stop);
      return () => {
        forget();
        stop();
      };
    },
  };
}

/** Real SHA-1 of what is read. */
export const simulatedHasher: Hasher = {
  async hash(part: OpenedPart, signal: CancelSignal): Promise<Checksum> {
    const hash = createHash('sha1');
    for await (const chunk of part.read()) {
      throwIfCancelled(signal);
      hash.update(chunk);
    }
    return hash.digest('hex') as Checksum;
  },
};
