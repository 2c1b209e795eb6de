import { createQuietController, type BackupController, type Quiet } from '@keepsake/engine';

/**
 * The controller of somebody who is signed in, whose records do not open: it says so. Whoever tries again has them opened, where that can be by
 * then, and the backup begun.
 */
export function createUnopenedController(
  quiet: Quiet,
  open: () => Promise<unknown>,
  startOpened: BackupController['start'],
): BackupController {
  const controller = createQuietController(quiet);
  return {
    ...controller,
    snapshot: () => ({ ...controller.snapshot(), lastOutcome: quiet.outcome }),
    start: async (options) => {
      try {
        await open();
      } catch {
        return quiet.outcome;
      }
      return startOpened(options);
    },
  };
}
