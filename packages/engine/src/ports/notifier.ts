import type { ErrorCode } from '../errors/backup-error.ts';

/** What is worth telling a person who is not looking (E5): never one for each retry. */
export type BackupNotification =
  | { readonly kind: 'uploads-failed'; readonly count: number }
  | { readonly kind: 'backup-stopped'; readonly code: ErrorCode };

export interface Notifier {
  /** Shows it, replacing an older one of the same kind. Never fails. */
  notify(notification: BackupNotification): void;
}
