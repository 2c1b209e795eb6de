import { Redirect } from 'expo-router';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useWatched } from '../../controller/use-watched.ts';
import { FirstAlbums } from './FirstAlbums.tsx';
import { FirstFolders } from './FirstFolders.tsx';

/** The third step: which photos? Albums of a phone, folders of a computer. */
export function FirstAlbumsScreen() {
  const { account, device } = useAppPorts();
  const { kind } = useWatched(account.state);
  // Opened by its address, before anybody signed in.
  if (kind === 'signed-out') return <Redirect href="/welcome" />;
  return device.kind === 'computer' ? <FirstFolders /> : <FirstAlbums />;
}
