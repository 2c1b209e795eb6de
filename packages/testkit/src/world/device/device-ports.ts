import type {
  Clock,
  Conditions,
  DeviceId,
  Hasher,
  LeaseStore,
  Ledger,
  Logger,
  Notifier,
  OriginalRemover,
  PhotoLibrary,
  Random,
  Remote,
} from '@keepsake/engine';

/** Everything that an engine in one simulated process stands on. */
export interface DevicePorts {
  /** Whose ports they are: `app-1`, `worker-3`. */
  readonly process: string;
  readonly library: PhotoLibrary;
  readonly remover: OriginalRemover;
  readonly ledger: Ledger;
  readonly leases: LeaseStore;
  readonly remote: Remote;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly conditions: Conditions;
  readonly notifier: Notifier;
  readonly deviceId: DeviceId;
}
