import type { ErrorCode } from '../errors/backup-error.ts';

/** What is worth telling a person who is not looking (E5): never one for each retry. */
export type BackupNotification =
  | { readonly kind: 'uploads-failed'; readonly count: number }
  | { readonly kind: 'backup-stopped'; readonly code: ErrorCode };

/** How far a run is: "Uploading 12/50 photos…" (B6). */
export interface NotifiedProgress {
  readonly settledCount: number;
  readonly totalCount: number;
}

/** Reaches a person who does not look at a screen of ours. */
export interface Notifier {
  /** Loads the words in the person's language (B1). May be repeated. Where it fails, the notifier says it in another. */
  prepare(): Promise<void>;
  /** Shows it, replacing an older one of the same kind. Never fails. */
  notify(notification: BackupNotification): void;
  /** Shows how far a background run is, in place of what it showed before; undefined: it is over, and nothing is shown. Never fails. */
  showProgress(progress: NotifiedProgress | undefined): void;
}
