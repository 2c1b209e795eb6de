import type { AlbumId, AssetId } from '@keepsake/engine';
import { inAddress } from './id-in-address.ts';
import type { PhotoList } from './photo-lists.ts';

/** Where the answer about a photo is. `idIn` reads the id there. */
export function linkToPhoto(id: AssetId) {
  return { pathname: '/why/[id]', params: { id: inAddress(id) } } as const;
}

/** Where a list of an album's photos is, or of all photos. `idIn` reads the album's id there. */
export function linkToList(list: PhotoList, album?: AlbumId) {
  return {
    pathname: '/photos/[list]',
    params: { list, ...(album !== undefined && { album: inAddress(album) }) },
  } as const;
}
