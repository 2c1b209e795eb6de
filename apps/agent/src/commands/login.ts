import { typed } from '../cli/command-name.ts';
import {
  awaitsFirstAccount,
  discoverServer,
  signInWith,
  type HttpTransport,
  type Login,
  type SignedIn,
} from '@keepsake/remote';
import { BackupError, CancelSource } from '@keepsake/engine';
import { CommandError } from '../cli/command-error.ts';
import type { LoginCommand } from '../cli/command.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { formatWhen, printable } from '../display/format.ts';
import { STOPPED_COMMAND, stopSentence } from '../display/words.ts';
import { openNodeHttpTransport } from '../net/node-http-transport.ts';
import { openQuestions, type Questions } from '../session/ask.ts';
import { makeFirstAccount } from './make-first-account.ts';

/** `keepsake login`: finds the server, signs in, and keeps the session for this computer's user alone. */
export async function login(command: LoginCommand, context: CommandContext): Promise<ExitCode> {
  const transport = openNodeHttpTransport();
  const questions = openQuestions(context.input, context.prompts);
  const signal = new CancelSource();
  try {
    const { url, kind: product } = await findServer(
      transport,
      command.server ?? (await lastServer(context)),
      signal,
    );
    // Before anything secret is asked for or sent.
    if (isOpenToListeners(url)) {
      context.output.note(
        'Note: the connection to this server is not encrypted (http). Others in the same network can read your password and photos; https keeps them private.',
      );
    }
    const asking = { transport, questions, url, context, signal };
    const login = command.usesApiKey ? await askApiKey(asking) : await askPassword(asking, command.email);
    const { credentials, shouldChangePassword } = await enter(login, asking);
    await context.profile.writeCredentials(credentials);
    context.output.line(`Signed in to ${credentials.serverUrl} as ${printable(credentials.userName)}.`);
    // Immich says so of whoever has changed it, too.
    if (shouldChangePassword && product === 'keepsake')
      context.output.note(
        `The administrator chose your password. Choose one of your own: ${typed('password')}`,
      );
    return EXIT.ok;
  } catch (error) {
    if (error instanceof BackupError) {
      throw new CommandError(
        stopSentence(error.code, error.message, STOPPED_COMMAND),
        exitCodeOf(error.code),
      );
    }
    throw error;
  } finally {
    questions.close();
    transport.close();
  }
}

/** What signing in needs, once the server is found. */
interface Asking {
  readonly transport: HttpTransport;
  readonly questions: Questions;
  readonly url: string;
  readonly context: CommandContext;
  readonly signal: CancelSource;
}

/** Who signs in again need not know the address. */
async function lastServer({ profile }: CommandContext): Promise<string> {
  const known = await profile.readCredentials();
  if (known === undefined)
    throw new CommandError(`Say which server, for example: ${typed('login https://photos.example.org')}`);
  return known.serverUrl;
}

async function findServer(
  transport: HttpTransport,
  given: string,
  signal: CancelSource,
): Promise<{ readonly url: string; readonly kind: 'immich' | 'keepsake' }> {
  const found = await discoverServer(transport, given, signal);
  const address = printable(given);
  switch (found.kind) {
    case 'not-an-address':
      throw new CommandError(`"${address}" is not an address. Write it like https://photos.example.org`);
    case 'impossible-port':
      throw new CommandError(`No server has the port in "${address}": ports go from 1 to 65535.`);
    case 'unencrypted-only':
      throw new CommandError(
        `The server at ${address} answers without encryption only (http). If that is what you want, sign in there: ${typed(`login ${printable(found.url)}`)}`,
        EXIT.serverUnreachable,
      );
    case 'no-answer':
      throw new CommandError(
        `No server answers at ${address} (${printable(found.detail)}). Check the address, and that the server is running.`,
        EXIT.serverUnreachable,
      );
    case 'untrusted':
      throw new CommandError(
        `The server at ${address} is not trusted (${printable(found.detail)}). Whoever keeps it can give it a certificate that this computer trusts, or this computer can be told to trust its authority.`,
        EXIT.serverUnreachable,
      );
    case 'points-elsewhere':
      throw new CommandError(
        `The server at ${address} points to ${printable(found.url)}. If that is yours, sign in there: ${typed(`login ${printable(found.url)}`)}`,
        EXIT.serverUnreachable,
      );
    case 'not-a-photo-server':
      throw new CommandError(
        `There is a server at ${address}, but it is not a photo server. Check the address.`,
        EXIT.serverUnreachable,
      );
    case 'immich':
    case 'keepsake':
      return found;
  }
}

/** What a script forgot. */
const MISSING = {
  email: 'The e-mail address is missing. Add it to the command: --email ADDRESS',
  password:
    'The password is missing. Set KEEPSAKE_PASSWORD to it, or write it on the standard input, on a line of its own.',
  apiKey:
    'The API key is missing. Set KEEPSAKE_PASSWORD to it, or write it on the standard input, on a line of its own.',
};

/** The person's e-mail and password; on a server without an account, those of the one that is made now. */
async function askPassword(
  { transport, questions, url, context, signal }: Asking,
  typedEmail: string | undefined,
): Promise<Login> {
  if (await awaitsFirstAccount(transport, url, signal)) {
    const account = await makeFirstAccount({ transport, questions, url, context, signal }, typedEmail);
    return { kind: 'password', ...account };
  }
  return {
    kind: 'password',
    email: typedEmail ?? (await questions.ask('E-mail: ', MISSING.email)),
    password: context.config.secret ?? (await questions.askSecret('Password: ', MISSING.password)),
  };
}

async function askApiKey({ questions, context }: Asking): Promise<Login> {
  const secret = context.config.secret ?? (await questions.askSecret('API key: ', MISSING.apiKey));
  return { kind: 'api-key', secret: secret.trim() };
}

/** Whose login was taken. */
type SignedInBy = Extract<SignedIn, { kind: 'signed-in' }>;

async function enter(login: Login, { transport, url, signal }: Asking): Promise<SignedInBy> {
  const result = await signInWith(login, { transport, url, signal });
  switch (result.kind) {
    case 'signed-in':
      return result;
    case 'wrong-credentials':
      if (login.kind === 'api-key')
        throw new CommandError(
          'The API key is not right: the server does not know it. Copy it whole, or make a new one on the server.',
          EXIT.signIn,
        );
      throw new CommandError('The e-mail or the password is wrong. Try again.', EXIT.signIn);
    case 'too-many-tries':
      throw new CommandError(
        `There were too many tries to sign in. Try again ${formatWhen(result.retryAfterMs)}; until then even the right password is refused.`,
        EXIT.signIn,
      );
    case 'refused':
      throw new CommandError(`You are not signed in. ${printable(result.detail)}.`, EXIT.signIn);
  }
}

/** Whether what is sent leaves this computer as anyone can read it. */
function isOpenToListeners(serverUrl: string): boolean {
  const { protocol, hostname } = new URL(serverUrl);
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
