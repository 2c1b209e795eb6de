import { requireNativeModule } from 'expo';
import type { BackupNative } from './backup-native.ts';

/** The native module of this app's build. Throws where there is none: in a browser, or in an app that was built without it. */
export function openBackupNative(): BackupNative {
  return requireNativeModule<BackupNative>('BackupNative');
}
