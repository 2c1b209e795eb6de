import type { AlbumId } from '@keepsake/engine';
import { useTranslation } from 'react-i18next';
import { nameOfAlbum } from '../../components/album-name.ts';
import { useAppPorts } from '../../controller/AppPortsContext.tsx';
import { useAlbums } from '../../controller/questions.ts';

/** What an album is called; undefined: it is not known, or not yet. */
export function useAlbumName(id: AlbumId | undefined): string | undefined {
  const { t } = useTranslation();
  const { device } = useAppPorts();
  const album = useAlbums().data?.find((each) => each.id === id);
  return album && nameOfAlbum(album, device.kind, t);
}
