/** When the system shall wake the app to back up (B3, N1). Kept natively: it holds after a restart of the phone, too. */
export interface RunSchedule {
  /** Only where nobody pays by the megabyte (RequireUnmetered). iOS knows no such condition before a run; it is told in the run. */
  readonly requiresUnmetered: boolean;
  /** Only while it charges (RequireCharging). iOS: of long runs only. */
  readonly requiresCharging: boolean;
  /** Android: quiet after the last change of the library before a run; 5,000 ms. */
  readonly triggerDelayMs: number;
  /** Android: the longest wait after the first change; 50,000 ms. */
  readonly maxDelayMs: number;
  /** Android: a run comes at least about this often, whatever was noticed; 15 minutes is the least. iOS takes no such wish. */
  readonly safetyNetMs: number;
  /** Android: what a notification says before JavaScript is there to say it better, in the person's language. */
  readonly notification: RunNotificationWords;
}

export interface RunNotificationWords {
  /** What the channel is called in the system's settings. */
  readonly channelName: string;
  /** 'Keepsake' */
  readonly title: string;
  /** 'Looking for new photos…' */
  readonly text: string;
}

/** A run that the system has granted. */
export interface BackgroundRun {
  readonly runId: string;
  readonly reason: RunReason;
  /**
   * How long it may take from the moment it was handed out, ms: 20,000 for an iOS refresh, an hour for an iOS processing task, at most 25,000
   * for an app of iOS that left the screen, 9 minutes for Android work, 5 hours for Android work with a foreground notification. The system may end it earlier: `onRunExpiring`.
   */
  readonly budgetMs: number;
  /** Android: a notification of this run is on the screen, and `showRunProgress` changes it. */
  readonly hasNotification: boolean;
}

/**
 * `library-changed`: Android saw new or changed photos · `periodic`: Android's safety net · `refresh`, `processing`: iOS's short
 * and long tasks · `transfers-ended`: iOS woke the app because background uploads came to their end · `requested`: `requestRun`.
 */
export type RunReason =
  'library-changed' | 'periodic' | 'refresh' | 'processing' | 'transfers-ended' | 'requested';

/**
 * What is told to the system when a run is over. `go-on`: its time was too short for what is left, and was well spent; Android begins the next one
 * as soon as it grants one. `retry-soon`: Android comes back by itself, with growing pauses, under the schedule's conditions.
 * `retry-unmetered`: what is left waits for a network that costs nothing, and Android comes back with that, whatever the schedule allows to
 * other runs. iOS knows no such condition, and grants its next tasks in any case.
 */
export type RunEnd = 'done' | 'go-on' | 'retry-soon' | 'retry-unmetered';

/** "Uploading 12/50 photos…" with a bar (B6), in place of what the run's notification said. */
export interface RunProgress {
  readonly title: string;
  readonly text: string;
  readonly doneCount: number;
  /** 0: a bar without an end. */
  readonly totalCount: number;
}

export interface RunDueEvent {
  readonly runId: string;
}

/** The system ends the run in a moment; a few seconds are left to write down where everything stands. */
export interface RunExpiringEvent {
  readonly runId: string;
}
