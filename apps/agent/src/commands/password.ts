import { CancelSource } from '@keepsake/engine';
import { problemOfNewPassword } from '@keepsake/protocol/login-limits';
import { changePassword, type Credentials, type PasswordChange, type PasswordWords } from '@keepsake/remote';
import { CommandError } from '../cli/command-error.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { typed } from '../cli/command-name.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import { formatWhen, printable } from '../display/format.ts';
import { openNodeHttpTransport } from '../net/node-http-transport.ts';
import { openQuestions } from '../session/ask.ts';
import { requireCredentials } from '../session/require-credentials.ts';
import { askNewPassword, wordsOfProblem } from './ask-new-password.ts';

/** `keepsake password`: changes the password of whoever is signed in, who stays so. */
export async function password(context: CommandContext): Promise<ExitCode> {
  const credentials = await requireCredentials(context.profile);
  const words = await askWords(context);
  const signal = new CancelSource();
  const stopListening = context.onInterrupt(() => signal.cancel());
  const transport = openNodeHttpTransport();
  try {
    const outcome = await changePassword({ ...credentials, transport }, words, signal);
    context.output.line(saidOf(outcome, credentials));
    return EXIT.ok;
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new CommandError(`Stopped. ${UNKNOWN}`, EXIT.interrupted);
  } finally {
    stopListening();
    transport.close();
  }
}

/** From a person on a terminal, or the first two lines of the standard input. */
async function askWords({ input, prompts, output }: CommandContext): Promise<PasswordWords> {
  const questions = openQuestions(input, prompts);
  try {
    const present = await questions.askSecret(
      'Present password: ',
      'The present password is missing: it belongs on the first line of the standard input.',
    );
    if (input.isTTY) {
      const say = (sentence: string): void => output.note(sentence);
      const next = await askNewPassword(questions, say, { what: 'New password', present });
      return { password: present, newPassword: next };
    }
    const next = await questions.askSecret(
      '',
      'The new password is missing: it belongs on the second line of the standard input.',
    );
    const problem = problemOfNewPassword(present, next);
    if (problem !== undefined) throw new CommandError(`${wordsOfProblem(problem)} ${UNCHANGED}`);
    return { password: present, newPassword: next };
  } finally {
    questions.close();
  }
}

const UNCHANGED = 'Nothing was changed.';
const UNKNOWN =
  'Whether your password was changed is not known: try again, and if your present password is called wrong then, the new one holds.';

/** @throws CommandError when it was not changed, or perhaps not */
function saidOf(outcome: PasswordChange, { serverUrl, credential }: Credentials): string {
  const signInAgain = typed(`login ${printable(serverUrl)}`);
  switch (outcome.kind) {
    case 'changed':
      return `Your password is changed. Other devices and browsers that were signed in with the old one ${
        outcome.hasEndedOthers ? 'must' : 'may have to'
      } sign in again.`;
    case 'wrong-password':
      throw new CommandError(`The present password is wrong. ${UNCHANGED}`, EXIT.signIn);
    case 'not-allowed':
      throw new CommandError(
        credential.kind === 'api-key'
          ? `You are signed in with an API key, which may not change the password. ${UNCHANGED} Sign in with your password first: ${signInAgain}`
          : `The server does not let you change the password. ${UNCHANGED}`,
        EXIT.signIn,
      );
    case 'not-offered':
      throw new CommandError(
        `This server does not offer to change the password from here. ${UNCHANGED}`,
        EXIT.serverUnreachable,
      );
    case 'signed-out':
      throw new CommandError(
        `The server does not accept your sign-in any more. ${UNCHANGED} Sign in again: ${signInAgain}`,
        EXIT.signIn,
      );
    case 'too-many-tries':
      throw new CommandError(
        `There were too many tries. ${UNCHANGED} Try again ${formatWhen(outcome.retryAfterMs)}.`,
        EXIT.serverUnreachable,
      );
    case 'refused':
      throw new CommandError(`${printable(outcome.detail)}. ${UNCHANGED}`, EXIT.signIn);
    case 'unanswered':
      throw new CommandError(
        `The server did not answer. ${outcome.isUnchanged ? UNCHANGED : UNKNOWN}`,
        EXIT.serverUnreachable,
      );
  }
}
