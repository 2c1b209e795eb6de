import { Stack } from 'expo-router';
import { useEffect, useState } from 'react';
import { AppRoot } from '../composition/AppRoot.tsx';
import { openAppPorts } from '../composition/open-app-ports';
import type { AppPorts } from '../controller/app-ports.ts';
import { AppFrame } from '../navigation/AppFrame.tsx';

export { CrashedApp as ErrorBoundary } from '../components/CrashedApp.tsx';

/** A page that was opened by its address has Backup behind it. */
export const unstable_settings = { initialRouteName: '(tabs)' };

export default function RootLayout() {
  const [ports, setPorts] = useState<AppPorts>();
  const [failure, setFailure] = useState<Error>();
  useEffect(() => {
    openAppPorts().then(setPorts, setFailure);
  }, []);
  // What could not even begin is shown as what failed later.
  if (failure !== undefined) throw failure;
  if (ports === undefined) return null;
  return (
    <AppRoot ports={ports}>
      <AppFrame>
        <Stack screenOptions={{ headerShown: false }} />
      </AppFrame>
    </AppRoot>
  );
}
