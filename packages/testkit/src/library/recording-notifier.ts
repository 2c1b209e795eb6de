import type { BackupNotification, NotifiedProgress, Notifier } from '@keepsake/engine';

/** Keeps what a person would have been told (E5, B6). */
export class RecordingNotifier implements Notifier {
  /** Oldest first. */
  readonly notifications: BackupNotification[] = [];
  /** What was shown of how far a background run is, oldest first; undefined: it was taken away. */
  readonly progress: (NotifiedProgress | undefined)[] = [];
  /** How often the words were loaded. */
  preparedCount = 0;

  async prepare(): Promise<void> {
    this.preparedCount += 1;
  }

  notify(notification: BackupNotification): void {
    this.notifications.push(notification);
  }

  showProgress(progress: NotifiedProgress | undefined): void {
    this.progress.push(progress);
  }
}
