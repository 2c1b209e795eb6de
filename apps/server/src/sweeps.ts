/** Clears away what is no longer needed; does its work in small steps and stops soon after the signal. */
interface Sweep {
  /** What is swept, for the log. */
  readonly what: string;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** Sweeps that come back by themselves. */
export interface Sweeps {
  /**
   * Runs them, one after the other, at once and every hour, until stopped. One that fails is logged and tried again
   * at its next turn.
   */
  start(sweeps: readonly Sweep[], log: ErrorLog): void;
  /** Sweeps now instead of at the next hour; once more when a sweep is under way. */
  runNow(): void;
  /** Lets the step finish that is under way. May be repeated. */
  stop(): Promise<void>;
}

interface ErrorLog {
  error(details: object, sentence: string): void;
}

const HOUR_MS = 60 * 60_000;

export function createSweeps(): Sweeps {
  const stopping = new AbortController();
  let runAll: (() => Promise<void>) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isWanted = false;
  let running: Promise<void> | undefined;

  const runWhileWanted = async (): Promise<void> => {
    while (isWanted && !stopping.signal.aborted) {
      isWanted = false;
      await runAll?.();
    }
  };
  const runNow = (): void => {
    isWanted = true;
    if (runAll === undefined) return;
    running ??= runWhileWanted().finally(() => {
      running = undefined;
    });
  };

  return {
    start(sweeps, log) {
      runAll = async () => {
        for (const { what, run } of sweeps) {
          if (stopping.signal.aborted) return;
          await run(stopping.signal).catch((error: unknown) =>
            log.error({ err: error, what }, 'a sweep failed'),
          );
        }
      };
      timer = setInterval(runNow, HOUR_MS).unref();
      runNow();
    },
    runNow,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
