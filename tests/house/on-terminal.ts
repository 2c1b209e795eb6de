import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { House, ProcessOptions } from './house.ts';
import { AGENT_MAIN } from './programs.ts';
import type { Spawned } from './spawned.ts';

/** Of util-linux: runs a program on a pseudo-terminal. */
const SCRIPT = 'script';

/** Whether this machine can give a program a terminal. */
export const hasTerminals =
  spawnSync(SCRIPT, ['--version']).stdout?.toString().includes('util-linux') ?? false;

const COLUMNS = 50;

/** Starts `keepsake …` on a pseudo-terminal of 50 columns; all that it shows comes on the standard output. */
export function onTerminal(
  house: House,
  words: readonly string[],
  stdin: ProcessOptions['stdin'] = '',
): Spawned {
  const quoted = [process.execPath, AGENT_MAIN, ...words].map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  const command = `stty cols ${COLUMNS} rows 24; exec ${quoted.join(' ')}`;
  return house.spawn(SCRIPT, ['-qec', command, join(house.folder, 'typescript')], { stdin });
}
