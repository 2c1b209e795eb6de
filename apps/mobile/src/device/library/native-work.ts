import { throwIfCancelled, type CancelSignal } from '@keepsake/engine';
import type { BackupNative } from '../../../modules/backup-native/src/index.ts';

export interface NativeWorkDeps {
  readonly native: Pick<BackupNative, 'addListener' | 'cancelWork'>;
  /** A name that no other work has. */
  readonly newWorkId: () => string;
}

/**
 * Has the native module do something that takes its time: tells how far it is, from 0 to 1, and has it stopped when the signal is given,
 * whose reason is thrown when it has.
 */
export async function nativeWork<Answer>(
  { native, newWorkId }: NativeWorkDeps,
  begin: (workId: string) => Promise<Answer>,
  onProgress: (fraction: number) => void,
  signal: CancelSignal,
): Promise<Answer> {
  throwIfCancelled(signal);
  const workId = newWorkId();
  const listener = native.addListener('onWorkProgress', (event) => {
    if (event.workId === workId) onProgress(event.fraction);
  });
  const stop = (): void => {
    native.cancelWork(workId).catch(() => undefined);
  };
  signal.addEventListener('abort', stop);
  try {
    return await begin(workId);
  } catch (error) {
    throwIfCancelled(signal);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    listener.remove();
  }
}
