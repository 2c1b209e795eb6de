import type { BackupNotification, Notifier } from '@keepsake/engine';

/** Keeps what a person would have been told (E5). */
export class RecordingNotifier implements Notifier {
  /** Oldest first. */
  readonly notifications: BackupNotification[] = [];

  notify(notification: BackupNotification): void {
    this.notifications.push(notification);
  }
}
