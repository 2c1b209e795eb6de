import { CancelSource, type Clock, type NotifiedProgress } from '@keepsake/engine';

export interface ProgressDisplay {
  /** Undefined: it is over. */
  show(progress: NotifiedProgress | undefined): void;
  /** Waits until the system shows all that need not wait for its turn: what was begun, and that it is over. */
  settled(): Promise<void>;
}

export interface ProgressDisplayDeps {
  /** Shows it in place of what was shown before; undefined: takes it away. */
  readonly show: (progress: NotifiedProgress | undefined) => Promise<void>;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Systems drop updates that come faster. */
  readonly pauseMs: number;
  /** What stands still that long is shown once more, for a system that takes away what nobody renews; undefined: it stays by itself. */
  readonly renewMs?: number | undefined;
}

/**
 * Shows progress as fast as the system takes it: one after the other, the last one always, and nothing any more once it is over, whatever
 * was still on its way.
 */
export function createProgressDisplay(deps: ProgressDisplayDeps): ProgressDisplay {
  const { show, clock, pauseMs, renewMs } = deps;
  let wanted: NotifiedProgress | undefined;
  let shown: NotifiedProgress | undefined;
  let isWorking = false;
  /** Until the next one may be shown; undefined while one is being shown. */
  let pause: CancelSource | undefined;
  const whenSettled = new Set<() => void>();
  /** The one wait of what stands still: it ends with the next progress, and with the run. */
  let standing: CancelSource | undefined;

  const settle = (): void => {
    for (const resolve of whenSettled) resolve();
    whenSettled.clear();
  };
  const work = async (): Promise<void> => {
    isWorking = true;
    while (wanted !== shown) {
      const next = wanted;
      // What cannot be shown now is shown with the next one.
      await show(next).catch(() => undefined);
      shown = next;
      // What was over while it was being shown waits for no turn.
      if (wanted === undefined) continue;
      settle();
      pause = new CancelSource();
      await clock.sleep(pauseMs, pause).catch(() => undefined);
      pause = undefined;
    }
    isWorking = false;
    settle();
    if (wanted !== undefined) void renewLater();
  };
  const renewLater = async (): Promise<void> => {
    if (renewMs === undefined) return;
    const wait = new CancelSource();
    standing = wait;
    await clock.sleep(renewMs, wait).catch(() => undefined);
    // What came meanwhile, or that it is over, is shown already.
    if (wait.aborted) return;
    shown = undefined;
    if (!isWorking) void work();
  };
  return {
    show(next) {
      standing?.cancel();
      wanted = next;
      if (next === undefined) {
        pause?.cancel();
        pause = undefined;
      }
      if (wanted !== shown && !isWorking) void work();
    },
    async settled() {
      if (isWorking && pause === undefined) await new Promise<void>((resolve) => whenSettled.add(resolve));
    },
  };
}
