import {
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

/**
 * Lets a library back itself up (B7), with the foreground before the background (B2): what a person asks for ends the
 * background run that goes on here first, as the lock does it between processes.
 */
export function actByItself(
  session: Pick<Session, 'controller' | 'library'>,
  { clock, conditions }: { readonly clock: Clock; readonly conditions: Conditions },
): SelfActing {
  const { controller, library } = session;
  const runs = new Set<Promise<unknown>>();
  let background: Promise<unknown> | undefined;
  let stop: (() => void) | undefined;
  let isOver = false;

  const follow = <Result>(run: Promise<Result>): Promise<Result> => {
    const settled = run.then(
      () => undefined,
      () => undefined,
    );
    runs.add(settled);
    void settled.then(() => runs.delete(settled));
    return run;
  };
  const first = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    while (background !== undefined) {
      controller.cancel();
      await background;
    }
    return follow(run());
  };
  const runInBackground = async (options: Parameters<BackupController['start']>[0]): Promise<RunOutcome> => {
    if (isOver) return { kind: 'cancelled' };
    const run = follow(controller.start(options));
    const settled = run.then(
      () => undefined,
      () => undefined,
    );
    background = settled;
    try {
      return await run;
    } finally {
      if (background === settled) background = undefined;
    }
  };

  return {
    controller: {
      ...controller,
      scan: (options) => first(() => controller.scan(options)),
      start: (options) => first(() => controller.start(options)),
      verify: (options) => first(() => controller.verify(options)),
      freeSpace: (ids) => first(() => controller.freeSpace(ids)),
    },
    begin() {
      if (isOver || stop !== undefined) return;
      stop = startAutoBackup({
        library,
        conditions,
        clock,
        logger: { log: () => undefined },
        controller: { readSettings: () => controller.readSettings(), start: runInBackground },
      });
    },
    async makeUp() {
      const { backgroundBackup } = await controller.readSettings();
      if (isOver) return { kind: 'cancelled' };
      return stop !== undefined && backgroundBackup
        ? runInBackground({ kind: 'background' })
        : follow(controller.scan());
    },
    async end() {
      isOver = true;
      stop?.();
      controller.cancel();
      await Promise.all(runs);
    },
  };
}
