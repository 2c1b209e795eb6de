import type { BackupSnapshot } from '@keepsake/engine';

/** Shows a run as it happens. */
export interface RunDisplay {
  show(snapshot: BackupSnapshot): void;
  /** Says a whole sentence beside the result, at once and for good. */
  note(sentence: string): void;
  /** The run is over; nothing half drawn stays behind. */
  end(): void;
}
