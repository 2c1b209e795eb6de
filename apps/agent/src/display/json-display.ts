import type { BackupSnapshot } from '@keepsake/engine';
import type { Output } from '../cli/output.ts';
import type { RunDisplay } from './run-display.ts';

/** One JSON object a line: `{"event":"progress",…}`, with the fields of the engine's snapshot. */
export class JsonDisplay implements RunDisplay {
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  show({ activity, progress, transfers }: BackupSnapshot): void {
    this.#output.line(JSON.stringify({ event: 'progress', activity, progress, transfers }));
  }

  note(sentence: string): void {
    this.#output.note(sentence);
  }

  end(): void {
    // Each line is complete in itself.
  }
}
