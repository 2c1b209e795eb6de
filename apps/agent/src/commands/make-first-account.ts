import { typed } from '../cli/command-name.ts';
import { routes } from '@keepsake/protocol';
import { signUpFirst, type FirstAccount, type HttpTransport } from '@keepsake/remote';
import type { CancelSignal } from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import { EXIT } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { printable } from '../display/format.ts';
import type { Questions } from '../session/ask.ts';
import { askNewPassword } from './ask-new-password.ts';

const { email: emailShape } = routes.signUpAdmin.body.shape;

/** What making an account needs. */
interface MakingAccount {
  readonly transport: HttpTransport;
  readonly questions: Questions;
  readonly url: string;
  readonly context: CommandContext;
  readonly signal: CancelSignal;
}

/**
 * Offers to make the first account of a server, asks for what it needs until it is right, and makes it.
 *
 * @throws CommandError where nobody is there to be asked, when the person declines, or when the server refuses
 */
export async function makeFirstAccount(
  { transport, questions, url, context, signal }: MakingAccount,
  typedEmail: string | undefined,
): Promise<FirstAccount> {
  // An account that nobody chose to make would let in whoever wrote the script.
  if (!context.input.isTTY || context.config.secret !== undefined) {
    const without = context.config.secret === undefined ? '' : ', without KEEPSAKE_PASSWORD';
    throw new CommandError(
      `${url} has no account yet. Make the first one on a terminal${without}: ${typed(`login ${url}`)}\nOr on the computer of the server, where a script may do it: npm run -s server -- user add you@example.org --name You --admin`,
      EXIT.signIn,
    );
  }
  const say = (sentence: string): void => context.output.note(sentence);
  say(`${url} has no account yet. The first one is its administrator.`);
  if (!(await isAgreed('Make it now? [Y/n] ', questions, say)))
    throw new CommandError('No account was made, and you are not signed in.', EXIT.signIn);

  let name = '';
  while (name === '') name = await questions.ask('Your name: ');
  let email = typedEmail ?? (await questions.ask('E-mail: '));
  while (!emailShape.safeParse(email).success) {
    say(`"${printable(email)}" is not an e-mail address, such as ann@example.org.`);
    email = await questions.ask('E-mail: ');
  }
  const account = { name, email, password: await askNewPassword(questions, say) };
  const made = await signUpFirst(transport, url, account, signal);
  if (made.kind === 'signed-up') return account;
  throw new CommandError(`The account was not made. ${printable(made.detail)}.`, EXIT.signIn);
}

/** Nothing typed is a yes; what is neither yes nor no is asked again. */
async function isAgreed(
  question: string,
  questions: Questions,
  say: (sentence: string) => void,
): Promise<boolean> {
  for (;;) {
    const answer = (await questions.ask(question)).toLowerCase();
    if (['', 'y', 'yes'].includes(answer)) return true;
    if (['n', 'no'].includes(answer)) return false;
    say('Type y for yes, or n for no.');
  }
}
