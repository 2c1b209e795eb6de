import type { RestoreProgress } from '@keepsake/engine';
import type { Output } from '../cli/output.ts';
import { fitColumns } from './format.ts';
import { restoreProgressLine } from './restore-words.ts';

const CLEAR_LINE = '\u001b[2K';
const LEAST_PAUSE_MS = 100;

/** Shows how far a restore is: a line that draws over itself on a terminal, and nothing in a log. */
export class RestoreDisplay {
  readonly #output: Output;
  readonly #isShown: boolean;
  #shownAtMs = -Infinity;

  constructor(output: Output, json: boolean) {
    this.#output = output;
    this.#isShown = output.isTerminal && !json;
  }

  show(progress: RestoreProgress): void {
    const nowMs = performance.now();
    if (!this.#isShown || nowMs - this.#shownAtMs < LEAST_PAUSE_MS) return;
    this.#shownAtMs = nowMs;
    this.#output.write(
      `\r${CLEAR_LINE}${fitColumns(restoreProgressLine(progress), this.#output.columns() - 1)}`,
    );
  }

  /** The restore is over; nothing half drawn stays behind. */
  end(): void {
    if (this.#isShown) this.#output.write(`\r${CLEAR_LINE}`);
  }
}
