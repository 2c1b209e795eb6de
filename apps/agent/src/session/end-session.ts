import { BackupError, Cancelled, CancelSource } from '@keepsake/engine';
import { signOut } from '@keepsake/remote';
import { systemClock } from '../device/system-clock.ts';
import { openNodeHttpTransport } from '../net/node-http-transport.ts';
import type { Credentials } from '@keepsake/remote';

/** How long a server has to end the session. Whoever leaves does not wait for one that is away. */
const PATIENCE_MS = 5_000;

/** What became of a session on the server. */
export type EndedSession =
  | { readonly kind: 'ended' }
  /** An API key stays valid until it is deleted on the server. */
  | { readonly kind: 'key-stays' }
  | { readonly kind: 'not-told'; readonly why: BackupError | Cancelled };

/** Ends the session on the server, as far as it can be reached in time and until it is told to stop. */
export async function endSession(
  { serverUrl, credential }: Credentials,
  signal: CancelSource,
): Promise<EndedSession> {
  if (credential.kind === 'api-key') return { kind: 'key-stays' };
  const transport = openNodeHttpTransport();
  const patience = new CancelSource();
  systemClock.sleep(PATIENCE_MS, patience).then(
    () => signal.cancel(),
    () => undefined,
  );
  try {
    await signOut(transport, serverUrl, credential.token, signal);
    return { kind: 'ended' };
  } catch (error) {
    if (!(error instanceof BackupError) && !(error instanceof Cancelled)) throw error;
    return { kind: 'not-told', why: error };
  } finally {
    patience.cancel();
    transport.close();
  }
}
