import type { AlbumId } from '@keepsake/engine';
import type { PhotoList } from '../../components/photo-lists.ts';
import { useIsWide } from '../../theme/use-is-wide.ts';
import { ListChips, ListColumn, type ListChooserProps } from './ListChooser.tsx';
import { useListsOfAlbum, useOfferedLists } from './use-offered-lists.ts';

interface OfferedListsProps {
  readonly current: PhotoList;
  /** Undefined: of all photos. */
  readonly albumId: AlbumId | undefined;
  readonly onChoose: (list: PhotoList) => void;
}

/** The other lists that one may look at, of the same album or of all photos. Drawn by itself as their numbers change. */
export function OfferedLists({ albumId, ...shown }: OfferedListsProps) {
  return albumId === undefined ? <OfAll {...shown} /> : <OfAlbum albumId={albumId} {...shown} />;
}

function OfAll(shown: Omit<OfferedListsProps, 'albumId'>) {
  return <Chooser {...shown} offered={useOfferedLists(shown.current)} />;
}

function OfAlbum({ albumId, ...shown }: OfferedListsProps & { readonly albumId: AlbumId }) {
  return <Chooser {...shown} offered={useListsOfAlbum(shown.current, albumId)} />;
}

function Chooser(props: ListChooserProps) {
  return useIsWide() ? <ListColumn {...props} /> : <ListChips {...props} />;
}
