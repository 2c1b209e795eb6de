import { Redirect, Tabs } from 'expo-router';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useIsUndecided } from '../../controller/use-is-undecided.ts';
import { useWatched } from '../../controller/use-watched.ts';

/** The four places. Each stays as it was left; the bar and the rail that lead to them are `AppFrame`'s. */
export default function TabsLayout() {
  const { account, preferences } = useAppPorts();
  const { kind } = useWatched(account.state);
  const { isFirstRunOver } = useWatched(preferences.state);
  if (useIsUndecided()) return null;
  if (kind === 'signed-out' && !isFirstRunOver) return <Redirect href="/welcome" />;
  return <Tabs screenOptions={{ headerShown: false }} tabBar={() => null} />;
}
