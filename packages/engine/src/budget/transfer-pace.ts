import type { RunBudget } from './run-budget.ts';

/** How fast a run's transfers are, as far as its budget has to know. */
export interface TransferPace {
  sent(bytes: number): void;
  /** Undefined: too little was sent to tell. */
  bytesPerMs(): number | undefined;
}

const LEAST_TIME_MS = 2_000;

/** Measures by the budget's own time, since a device's clock jumps. */
export function createTransferPace(budget: RunBudget): TransferPace {
  let bytesSent = 0;
  let startedAtMs: number | undefined;
  return {
    sent(bytes) {
      startedAtMs ??= budget.elapsedMs();
      bytesSent += bytes;
    },
    bytesPerMs() {
      if (startedAtMs === undefined) return undefined;
      const spanMs = budget.elapsedMs() - startedAtMs;
      return spanMs < LEAST_TIME_MS ? undefined : bytesSent / spanMs;
    },
  };
}
