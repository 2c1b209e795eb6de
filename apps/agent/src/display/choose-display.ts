import type { Output } from '../cli/output.ts';
import { JsonDisplay } from './json-display.ts';
import { LineDisplay } from './line-display.ts';
import type { RunDisplay } from './run-display.ts';
import { TerminalDisplay } from './terminal-display.ts';

/** What suits the reader: JSON where it was asked for, a live picture on a terminal, else a line now and then. */
export function chooseDisplay(output: Output, json: boolean): RunDisplay {
  if (json) return new JsonDisplay(output);
  return output.isTerminal ? new TerminalDisplay(output) : new LineDisplay(output);
}
