import type { Logger, Settings } from '@keepsake/engine';
import type { BackupNative } from '../../../modules/backup-native/src/index.ts';
import type { NotificationWords } from '../notifier/notification-words.ts';

export interface ScheduleDeps {
  readonly native: Pick<BackupNative, 'mayRunInBackground' | 'scheduleRuns' | 'unscheduleRuns'>;
  readonly loadWords: () => Promise<NotificationWords>;
  readonly logger: Logger;
}

/** A run comes at least this often, whatever the system noticed. */
const SAFETY_NET_MS = 6 * 3_600_000;

/**
 * Has the system wake the app as the person wishes (B3, N1); undefined: nobody is signed in. Answers whether it will be so. May be repeated, and
 * never fails.
 */
export async function scheduleBackground(
  settings: Settings | undefined,
  { native, loadWords, logger }: ScheduleDeps,
): Promise<boolean> {
  try {
    if (settings?.backgroundBackup !== true) {
      await native.unscheduleRuns();
      return true;
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
    // Both systems take what is asked of them, and do nothing, where the person does not let the app run in the background.
    return await native.mayRunInBackground();
  } catch (error) {
    logger.log('error', 'background-not-scheduled', { error });
    // Where nothing is wanted, nothing is missing.
    return settings?.backgroundBackup !== true;
  }
}
