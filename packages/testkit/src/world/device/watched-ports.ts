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
  type Notifier,
  type OpenedPart,
} from '@keepsake/engine';
import type { Life } from '../life.ts';
import type { SimulatedNetwork } from '../net/simulated-network.ts';
import type { Observer } from '../observations.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import { mortalPort } from './mortal-port.ts';
import type { StoreTrouble } from './store-trouble.ts';

/** The device's ledger as one process sees it, with its trouble; what it writes is observed once it is written. */
export function watchedLedger(ledger: Ledger, trouble: StoreTrouble, life: Life, observe: Observer): Ledger {
  const read = <Answer>(work: () => Promise<Answer>): Promise<Answer> => trouble.strike('reads', life, work);
  const record = (facts: readonly LedgerFact[]): Promise<void> =>
    trouble.strike('writes', life, async () => {
      await ledger.record(facts);
      observe({ kind: 'facts', process: life.name, facts });
    });
  return mortalPort(
    {
      record,
      readAlbums: () => read(() => ledger.readAlbums()),
      readAssets: (query) => read(() => ledger.readAssets(query)),
      readTotals: () => read(() => ledger.readTotals()),
      readConfirmedChecksums: (checksums) => read(() => ledger.readConfirmedChecksums(checksums)),
      readTransfers: () => read(() => ledger.readTransfers()),
      readState: () => read(() => ledger.readState()),
    } satisfies Ledger,
    life,
  );
}

/** What one process would tell its person, as it happens; one that died over what it just did tells nothing any more. */
export function watchedNotifier(life: Life, observe: Observer): Notifier {
  return {
    prepare: () => life.call(async () => undefined),
    notify(notification) {
      if (life.isAlive) observe({ kind: 'notified', process: life.name, notification });
    },
    showProgress(progress) {
      if (life.isAlive) observe({ kind: 'progress-shown', process: life.name, progress });
    },
  };
}

/** The row of the run lock as one process sees it, with its trouble; whose claim it holds is observed. */
export function watchedLeases(
  leases: LeaseStore,
  trouble: StoreTrouble,
  life: Life,
  observe: Observer,
): LeaseStore {
  const read: LeaseStore['read'] = () => trouble.strike('reads', life, () => leases.read());
  const replace: LeaseStore['replace'] = (expected, next) =>
    trouble.strike('writes', life, async () => {
      const isWritten = await leases.replace(expected, next);
      if (isWritten) observe({ kind: 'lease', process: life.name, lease: next });
      return isWritten;
    });
  return mortalPort({ read, replace } satisfies LeaseStore, life);
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
        life.whenAwake(() => {
          onChange(state);
        });
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
