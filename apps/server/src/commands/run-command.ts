import { CATALOGUE } from '../errors/catalogue.ts';
import { ServerError } from '../errors/server-error.ts';
import { StartupError } from '../errors/startup-error.ts';
import { COMMAND_EXIT_CODES, CommandError, type Command, type CommandContext } from './command.ts';

/** Runs a command and says in one sentence why it was not done; resolves with the exit code. */
export async function runCommand(command: Command, context: CommandContext): Promise<number> {
  if (context.args.includes('--help') || context.args.includes('-h')) {
    context.output.write(command.help);
    return 0;
  }
  try {
    return await command.run(context);
  } catch (error) {
    const failure = toFailure(error);
    if (failure === undefined) throw error;
    context.notes.write(`${failure.sentence}\n`);
    return failure.exitCode;
  }
}

function toFailure(error: unknown): { readonly exitCode: number; readonly sentence: string } | undefined {
  if (error instanceof CommandError || error instanceof StartupError)
    return { exitCode: error.exitCode, sentence: error.message };
  if (!(error instanceof ServerError) || error.code === 'internal') return undefined;
  const { status, sentence } = CATALOGUE[error.code];
  const exitCode = COMMAND_EXIT_CODES[status >= 500 ? 'unavailable' : 'refused'];
  return { exitCode, sentence: status >= 500 ? sentence : (error.sentence ?? sentence) };
}
