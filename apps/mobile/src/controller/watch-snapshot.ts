import type { BackupController, BackupSnapshot } from '@keepsake/engine';
import type { Watched } from './watched.ts';

/** A controller's snapshot as a watched value: one object until the next change. */
export function watchSnapshot(
  controller: Pick<BackupController, 'snapshot' | 'subscribe'>,
): Watched<BackupSnapshot> {
  let last = controller.snapshot();
  return {
    current: () => last,
    subscribe(onChange) {
      // What happened while nobody listened.
      last = controller.snapshot();
      return controller.subscribe((snapshot) => {
        last = snapshot;
        onChange(snapshot);
      });
    },
  };
}
