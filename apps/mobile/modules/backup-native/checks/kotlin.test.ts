import { expect, it } from 'vitest';
import { compileKotlin, javaVersion } from './compile-kotlin.ts';

const HAS_JAVA = javaVersion() !== undefined;
const TIME_LIMIT_MS = 240_000;

if (!HAS_JAVA)
  console.warn(
    'The Kotlin was not compiled: there is no JDK here. Install one, such as openjdk-17-jdk-headless.',
  );

it.skipIf(!HAS_JAVA)(
  `[B8] compiles against stubs of Android${HAS_JAVA ? '' : ' (skipped: no JDK)'}`,
  () => {
    const { said, classes } = compileKotlin();
    expect(said).toBe('');
    for (const name of ['BackupNativeModule', 'RunWorker', 'TriggerWorker', 'BootReceiver'])
      expect(classes).toContain(name);
  },
  TIME_LIMIT_MS,
);
