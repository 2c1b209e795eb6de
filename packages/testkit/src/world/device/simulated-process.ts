import type { RunOutcome } from '@keepsake/engine';
import type { RunObserved, Observer } from '../observations.ts';
import type { Life } from '../life.ts';
import type { RunWanted, SimulatedEngine } from './simulated-engine.ts';

/** One process of the device, with the engine in it. */
export interface SimulatedProcess {
  readonly life: Life;
  readonly engine: SimulatedEngine;
}

/** Starts a run, tells of its beginning and its end, and answers how it ended. A process that died over the end tells nothing of it. */
export async function observedRun(
  { life, engine }: SimulatedProcess,
  wanted: RunWanted,
  nowMs: number,
  observe: Observer,
): Promise<RunOutcome> {
  const run: RunObserved = {
    process: life.name,
    kind: wanted.kind,
    isOverMeteredAllowed: wanted.isOverMeteredAllowed === true,
    startedAtMs: nowMs,
    budgetMs: wanted.budgetMs,
  };
  const end = (outcome: string): void => {
    if (life.isAlive) observe({ kind: 'run', run, what: 'ended', outcome });
  };
  observe({ kind: 'run', run, what: 'started', outcome: '' });
  try {
    const outcome = await engine.start(wanted);
    end(wordsOf(outcome));
    return outcome;
  } catch (error) {
    end(`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    throw error;
  }
}

/** How a run ended, in a word or two. */
export function wordsOf(outcome: RunOutcome): string {
  return outcome.kind === 'stopped' ? `stopped: ${outcome.code}` : outcome.kind;
}
