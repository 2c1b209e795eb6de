import type { RunObserved, Observer } from '../observations.ts';
import type { Life } from '../life.ts';
import type { RunWanted, SimulatedEngine } from './simulated-engine.ts';

/** One process of the device, with the engine in it. */
export interface SimulatedProcess {
  readonly life: Life;
  readonly engine: SimulatedEngine;
}

/** Starts a run, tells of its beginning and its end, and answers when it is over; never if the process dies. */
export function observedRun(
  { life, engine }: SimulatedProcess,
  wanted: RunWanted,
  nowMs: number,
  observe: Observer,
): Promise<string> {
  const run: RunObserved = {
    process: life.name,
    kind: wanted.kind,
    isOverMeteredAllowed: wanted.isOverMeteredAllowed === true,
    startedAtMs: nowMs,
    budgetMs: wanted.budgetMs,
  };
  observe({ kind: 'run', run, what: 'started', outcome: '' });
  return engine.start(wanted).then(
    (outcome) => {
      const text = outcome.kind === 'stopped' ? `stopped: ${outcome.code}` : outcome.kind;
      observe({ kind: 'run', run, what: 'ended', outcome: text });
      return text;
    },
    (error: unknown) => {
      const text = `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      observe({ kind: 'run', run, what: 'ended', outcome: text });
      return text;
    },
  );
}
