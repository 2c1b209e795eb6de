import type { BackupSnapshot } from '@keepsake/engine';
import type { Output } from '../cli/output.ts';
import { JsonDisplay } from './json-display.ts';
import { LineDisplay } from './line-display.ts';
import { TerminalDisplay } from './terminal-display.ts';

/** Shows a run as it happens. */
export interface RunDisplay {
  show(snapshot: BackupSnapshot): void;
  /** The run is over; nothing half drawn stays behind. */
  end(): void;
}

/** What suits the reader: JSON where it was asked for, a live picture on a terminal, else a line now and then. */
export function chooseDisplay(output: Output, json: boolean): RunDisplay {
  if (json) return new JsonDisplay(output);
  return output.isTerminal ? new TerminalDisplay(output) : new LineDisplay(output);
}
