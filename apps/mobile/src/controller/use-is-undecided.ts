import { useAppPorts } from './AppPortsContext.tsx';
import { useWatched } from './use-watched.ts';

/**
 * Whether it is not known yet that somebody ever signed in here: the first run begins without a look at screens that it leads to.
 * Where nobody answers, those say so.
 */
export function useIsUndecided(): boolean {
  const { account, link, preferences } = useAppPorts();
  const isLoading = useWatched(account.state).kind === 'loading';
  const isConnecting = useWatched(link.state).kind === 'connecting';
  const { isFirstRunOver } = useWatched(preferences.state);
  return isLoading && isConnecting && !isFirstRunOver;
}
