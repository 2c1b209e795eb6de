import type kit from 'react-native-notify-kit';
import type { TextStore } from '../../controller/text-store.ts';
import type { BackupNative } from '../../../modules/backup-native/src/index.ts';

export interface AskingDeps {
  readonly platform: 'android' | 'ios';
  readonly kit: Pick<typeof kit, 'requestPermission'>;
  readonly native: Pick<BackupNative, 'askToRunInBackground'>;
  readonly memory: TextStore;
}

const KEY = 'keepsake.asked-for-background';

/**
 * Asks the person, once in this installation, for what backups in the background need (B7): to be told of failures, and on Android to be spared
 * from battery optimisation. Asked when they begin the first backup, where it makes sense to them. Never fails.
 */
export async function askForBackground({ platform, kit: notify, native, memory }: AskingDeps): Promise<void> {
  try {
    if (memory.getItem(KEY) !== null) return;
    memory.setItem(KEY, 'asked');
    await notify.requestPermission();
    // iOS asks nobody: it can only be switched on again in its settings, where we would send no one unasked.
    if (platform === 'android') await native.askToRunInBackground();
  } catch {
    // They can still be given in the system's settings.
  }
}
