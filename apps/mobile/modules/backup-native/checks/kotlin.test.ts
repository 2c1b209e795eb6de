import { expect, it } from 'vitest';
import { compileKotlin, javaVersion } from './compile-kotlin.ts';

/** What `build.gradle` asks of WorkManager, Expo and OkHttp is stubbed from their documentation; see `stubs`. */
const HAS_JAVA = javaVersion() !== undefined;
const TIME_LIMIT_MS = 240_000;

it.skipIf(!HAS_JAVA)(
  `[B8] compiles against stubs of Android${HAS_JAVA ? '' : ' (skipped: no JDK)'}`,
  () => {
    const { said, classes } = compileKotlin();
    expect(said).toBe('');
    for (const name of ['BackupNativeModule', 'RunWorker', 'TriggerWorker', 'TransferWorker', 'BootReceiver'])
      expect(classes).toContain(name);
  },
  TIME_LIMIT_MS,
);
