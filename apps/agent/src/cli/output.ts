/** Where a command writes, and what its reader can show. */
export interface Output {
  /** One line for the reader. */
  line(text: string): void;
  /** One line beside the result: warnings, errors. */
  note(text: string): void;
  readonly isTerminal: boolean;
  readonly usesColour: boolean;
  /** Width of the terminal; 80 where there is none. */
  columns(): number;
  /** Raw text, for a display that redraws itself. */
  write(text: string): void;
}

/** The output of a process. A reader that went away (`keepsake failed | head`) is no error. */
export function processOutput(
  stdout: NodeJS.WriteStream,
  stderr: NodeJS.WriteStream,
  usesColour: boolean,
): Output {
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    line: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    isTerminal: stdout.isTTY,
    usesColour: usesColour && stdout.isTTY,
    columns: () => (stdout.columns > 0 ? stdout.columns : 80),
    write: (text) => void stdout.write(text),
  };
}
