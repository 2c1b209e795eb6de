import { useAppPorts } from './AppPortsContext.tsx';
import { useWatched } from './use-watched.ts';

/**
 * Nobody is signed in, or it cannot be read who is: the library is closed then. What answers is empty, and says nothing of
 * the photos.
 */
export function useIsSignedOut(): boolean {
  const { account } = useAppPorts();
  const { kind } = useWatched(account.state);
  return kind === 'signed-out' || kind === 'unreadable';
}
