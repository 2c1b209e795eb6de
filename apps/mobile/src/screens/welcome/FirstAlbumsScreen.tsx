import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { FirstAlbums } from './FirstAlbums.tsx';
import { FirstFolders } from './FirstFolders.tsx';

/** The third step: which photos? Albums of a phone, folders of a computer. */
export function FirstAlbumsScreen() {
  const { device } = useAppPorts();
  return device.kind === 'computer' ? <FirstFolders /> : <FirstAlbums />;
}
