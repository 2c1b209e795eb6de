import type { ReadStream, WriteStream } from 'node:tty';
import type { Config } from '../config.ts';

/** What a command works with; given by `main.ts`. */
export interface CommandContext {
  /** What stood after the command's name. */
  readonly args: readonly string[];
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: ReadStream;
  /** For what was asked for; scripts read it. */
  readonly output: NodeJS.WritableStream;
  /** For questions and notes. */
  readonly notes: WriteStream;
}

/** Something that the server's program does besides serving: `npm run server -- NAME …`. */
export interface Command {
  /** One line for `--help`. */
  readonly summary: string;
  /** The text of `NAME --help`. */
  readonly help: string;
  /**
   * Does it, and resolves with the exit code.
   *
   * @throws CommandError, StartupError or ServerError when it could not
   */
  readonly run: (context: CommandContext) => Promise<number>;
}

/** Exit codes of commands, beside those of a server that does not start. */
export const COMMAND_EXIT_CODES = {
  usage: 2,
  /** Whom or what it is about is not there. */
  'not-found': 7,
  /** It contradicts what is there. */
  refused: 8,
  /** The database or the disk cannot do it now. */
  unavailable: 9,
} as const;

/** Why a command was not done: one sentence for a person, and an exit code by kind. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(problem: keyof typeof COMMAND_EXIT_CODES, sentence: string) {
    super(sentence);
    this.name = 'CommandError';
    this.exitCode = COMMAND_EXIT_CODES[problem];
  }
}
