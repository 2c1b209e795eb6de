import type { Logger, Settings } from '@keepsake/engine';
import type { BackupNative } from '../../../modules/backup-native/src/index.ts';
import type { NotificationWords } from '../notifier/notification-words.ts';

export interface ScheduleDeps {
  readonly native: Pick<BackupNative, 'scheduleRuns' | 'unscheduleRuns'>;
  readonly loadWords: () => Promise<NotificationWords>;
  readonly logger: Logger;
}

/** A run comes at least this often, whatever the system noticed. */
const SAFETY_NET_MS = 6 * 3_600_000;

/** Has the system wake the app as the person wishes (B3, N1). Undefined: nobody is signed in. Never fails. */
export async function scheduleBackground(
  settings: Settings | undefined,
  { native, loadWords, logger }: ScheduleDeps,
): Promise<void> {
  try {
    if (settings?.backgroundBackup !== true) {
      await native.unscheduleRuns();
      return;
    }
    const { requireUnmetered, requireCharging, triggerDelayMs, maxDelayMs } = settings;
    const { useCellularForUploadPhotos, useCellularForUploadVideos } = settings;
    const words = await loadWords();
    await native.scheduleRuns({
      // Over mobile data too, where the person lets anything go over it.
      requiresUnmetered: requireUnmetered || !(useCellularForUploadPhotos || useCellularForUploadVideos),
      requiresCharging: requireCharging,
      triggerDelayMs,
      maxDelayMs,
      safetyNetMs: SAFETY_NET_MS,
      notification: { channelName: words.progressChannel, title: words.title, text: words.looking },
    });
  } catch (error) {
    logger.log('error', 'background-not-scheduled', { error });
  }
}
