import type { BackupSnapshot } from '@keepsake/engine';

/** Shows a run as it happens. */
export interface RunDisplay {
  show(snapshot: BackupSnapshot): void;
  /** The run is over; nothing half drawn stays behind. */
  end(): void;
}
