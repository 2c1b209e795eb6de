import type { ErrorCode, NotifiedProgress } from '@keepsake/engine';

/** What notifications say, in one language. */
export interface NotificationWords {
  /** What the channels are called in Android's settings. */
  readonly progressChannel: string;
  readonly problemChannel: string;
  /** 'Keepsake' */
  readonly title: string;
  /** 'Looking for new photos…' */
  readonly looking: string;
  /** 'Uploading 12/50 photos…' */
  uploading(progress: NotifiedProgress): string;
  failed(count: number): NotificationText;
  stopped(code: ErrorCode): NotificationText;
}

export interface NotificationText {
  readonly title: string;
  readonly body: string;
}
