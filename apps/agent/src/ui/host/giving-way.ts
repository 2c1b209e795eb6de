import {
  putForegroundFirst,
  startAutoBackup,
  type BackupController,
  type Clock,
  type Conditions,
  type RunOutcome,
} from '@keepsake/engine';
import type { Session } from '../../session/open-session.ts';

/** The controller of a library that backs itself up, and gives way to a person. */
export interface SelfActing {
  readonly controller: BackupController;
  /** Begins to run backups by itself, the first at once. */
  begin(): void;
  /** Does what another process was in the way of: backs up where that is done by itself, or else looks at what there is. */
  makeUp(): Promise<RunOutcome>;
  /** Stops what runs, within a second, and waits for its end. */
  end(): Promise<void>;
}

/** Lets a library back itself up (B7), with the foreground before the background (B2). */
export function actByItself(
  session: Pick<Session, 'controller'> & { readonly library: Pick<Session['library'], 'subscribe'> },
  { clock, conditions }: { readonly clock: Clock; readonly conditions: Conditions },
): SelfActing {
  const { controller, library } = session;
  const acting = putForegroundFirst(controller);
  let stop: (() => void) | undefined;
  let isOver = false;
  return {
    controller: acting.controller,
    begin() {
      if (isOver || stop !== undefined) return;
      stop = startAutoBackup({
        library,
        conditions,
        clock,
        logger: { log: () => undefined },
        controller: {
          readSettings: () => controller.readSettings(),
          // Where nothing is chosen, there is nothing to back up, and no backup that could be called the last one.
          start: async (options) =>
            (await isChosen(controller)) ? acting.runInBackground(options) : acting.look(),
          subscribe: (onChange) => controller.subscribe(onChange),
        },
        subscribeToRuns: (onEnd) => acting.subscribeToRuns(onEnd),
        pausing: {
          isPaused: () => controller.snapshot().isPaused,
          look: () => acting.look(),
        },
      });
    },
    async makeUp() {
      const { backgroundBackup } = await controller.readSettings();
      if (isOver) return { kind: 'cancelled' };
      const { isPaused } = controller.snapshot();
      return stop !== undefined && backgroundBackup && !isPaused && (await isChosen(controller))
        ? acting.runInBackground()
        : acting.look();
    },
    async end() {
      isOver = true;
      stop?.();
      await acting.end();
    },
  };
}

async function isChosen(controller: Pick<BackupController, 'listAlbums'>): Promise<boolean> {
  return (await controller.listAlbums()).some(({ choice }) => choice === 'selected');
}
