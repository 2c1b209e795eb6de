import { BackupError, Cancelled, CancelSource } from '@keepsake/engine';
import { signOut } from '@keepsake/remote';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { CommandError } from '../cli/command-error.ts';
import { systemClock } from '../device/system-clock.ts';
import { reasonOf } from '../display/words.ts';
import { openNodeHttpTransport } from '../net/node-http-transport.ts';
import type { Credentials } from '../profile/profile.ts';

/** How long a server has to end the session. Whoever leaves does not wait for one that is away. */
const PATIENCE_MS = 5_000;

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
async function tellServer({ serverUrl, credential }: Credentials, context: CommandContext): Promise<string> {
  if (credential.kind === 'api-key') {
    return 'Signed out on this computer. Your API key itself stays valid on the server until you delete it there.';
  }
  const transport = openNodeHttpTransport();
  const signal = new CancelSource();
  const patience = new CancelSource();
  const stop = (): void => signal.cancel();
  const stopListening = context.onInterrupt(stop);
  systemClock.sleep(PATIENCE_MS, patience).then(stop, () => undefined);
  try {
    await signOut(transport, serverUrl, credential.token, signal);
    return `Signed out of ${serverUrl}.`;
  } catch (error) {
    if (!(error instanceof BackupError) && !(error instanceof Cancelled)) throw error;
    const reason = reasonFor(error);
    return `Signed out on this computer. The server could not be told (${reason}), so the session is still open there; its key is no longer on this computer.`;
  } finally {
    patience.cancel();
    stopListening();
    transport.close();
  }
}

function reasonFor(error: BackupError | Cancelled): string {
  if (error instanceof Cancelled) return 'it did not answer in time';
  return error.code === 'network' ? 'it could not be reached' : reasonOf(error.code);
}
