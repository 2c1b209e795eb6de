import { EXIT, type ExitCode } from './exit-codes.ts';

/** Something that the person can put right: one sentence, no stack trace, and the exit code that names its kind. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.usage) {
    super(message);
    this.exitCode = exitCode;
  }
}
