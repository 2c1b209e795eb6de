import type { BackupSnapshot } from '@keepsake/engine';
import type { Output } from '../cli/output.ts';
import { activitySentence, progressSentence } from './activity-words.ts';
import type { RunDisplay } from './run-display.ts';

/** Each tenth of the way is worth a line in a log. */
const STEPS = 10;

/** Plain lines for logs and pipes: one when the run begins something else, and one for each tenth of the way. */
export class LineDisplay implements RunDisplay {
  readonly #output: Output;
  #lastActivity: string | undefined;
  #lastStep = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  show(snapshot: BackupSnapshot): void {
    if (snapshot.activity.kind === 'idle') return;
    if (snapshot.activity.kind !== this.#lastActivity) {
      this.#lastActivity = snapshot.activity.kind;
      this.#output.line(activitySentence(snapshot));
    }
    const { progress } = snapshot;
    if (progress === undefined || progress.bytesTotal === 0) return;
    const step = Math.floor((progress.bytesDone / progress.bytesTotal) * STEPS);
    if (step <= this.#lastStep) return;
    this.#lastStep = step;
    this.#output.line(`  ${progressSentence(snapshot) ?? ''}`);
  }

  note(sentence: string): void {
    this.#output.note(sentence);
  }

  end(): void {
    // Each line is complete in itself.
  }
}
