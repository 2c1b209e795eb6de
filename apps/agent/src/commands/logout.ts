import { Cancelled, CancelSource, type BackupError } from '@keepsake/engine';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { CommandError } from '../cli/command-error.ts';
import { reasonOf } from '../display/words.ts';
import type { Credentials } from '@keepsake/remote';
import { endSession } from '../session/end-session.ts';

/**
 * `keepsake logout`: ends the session on the server and forgets the sign-in on this computer, the latter whatever the
 * server does; the ledgers stay.
 */
export async function logout(context: CommandContext): Promise<ExitCode> {
  const { profile, output } = context;
  const credentials = await readIfWhole(context);
  if (credentials === undefined) {
    await profile.forgetCredentials();
    output.line('Nobody is signed in on this computer.');
    return EXIT.ok;
  }
  let sentence: string;
  try {
    sentence = await tellServer(credentials, context);
  } finally {
    await profile.forgetCredentials();
  }
  output.line(sentence);
  return EXIT.ok;
}

/** A sign-in that is damaged is forgotten like none. */
async function readIfWhole({ profile }: CommandContext): Promise<Credentials | undefined> {
  try {
    return await profile.readCredentials();
  } catch (error) {
    if (error instanceof CommandError && error.exitCode === EXIT.signIn) return undefined;
    throw error;
  }
}

/** Ends the session, as far as the server can be reached in time; answers what came of it. */
async function tellServer(credentials: Credentials, context: CommandContext): Promise<string> {
  const signal = new CancelSource();
  const stopListening = context.onInterrupt(() => signal.cancel());
  try {
    const ended = await endSession(credentials, signal);
    switch (ended.kind) {
      case 'ended':
        return `Signed out of ${credentials.serverUrl}.`;
      case 'key-stays':
        return 'Signed out on this computer. Your API key itself stays valid on the server until you delete it there.';
      case 'not-told':
        return `Signed out on this computer. The server could not be told (${reasonFor(ended.why)}), so the session is still open there; its key is no longer on this computer.`;
    }
  } finally {
    stopListening();
  }
}

function reasonFor(error: BackupError | Cancelled): string {
  if (error instanceof Cancelled) return 'it did not answer in time';
  return error.code === 'network' ? 'it could not be reached' : reasonOf(error.code);
}
