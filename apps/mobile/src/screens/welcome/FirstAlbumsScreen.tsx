import { Redirect } from 'expo-router';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useIsSignedOut } from '../../controller/use-is-signed-out.ts';
import { FirstAlbums } from './FirstAlbums.tsx';
import { FirstFolders } from './FirstFolders.tsx';

/** The third step: which photos? Albums of a phone, folders of a computer. */
export function FirstAlbumsScreen() {
  const { device } = useAppPorts();
  const isSignedOut = useIsSignedOut();
  // Opened by its address, before anybody signed in.
  if (isSignedOut) return <Redirect href="/welcome" />;
  return device.kind === 'computer' ? <FirstFolders /> : <FirstAlbums />;
}
