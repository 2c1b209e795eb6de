import type { AlbumId, AssetId, BackupSnapshot } from '@keepsake/engine';
import {
  NOT_OFFERED,
  PHOTO_LISTS,
  countsOf,
  filtersOf,
  type PhotoList,
} from '../../components/photo-lists.ts';
import { useAssetsById } from '../../controller/use-asset-list.ts';
import { useSnapshot, useSnapshotPart } from '../../controller/use-watched.ts';
import { useWhichHold } from '../../controller/use-which-hold.ts';
import { movingKeyOf } from './use-photos-of.ts';

/** A list that is offered, and how many are in it; undefined: nobody counts that of an album. */
export interface OfferedList {
  readonly list: PhotoList;
  readonly count: number | undefined;
}

/** Those of all photos that are offered whatever they hold; of an album only the first. */
const ALWAYS: ReadonlySet<PhotoList> = new Set(['all', 'safe', 'waiting', 'failed']);

const isEverOffered = (list: PhotoList): boolean => !NOT_OFFERED.has(list);

/** The lists of all photos: those that one looks for, and what else holds any. */
export function useOfferedLists(current: PhotoList): readonly OfferedList[] {
  const counts = countsOf(useSnapshot());
  return PHOTO_LISTS.filter(
    (list) => list === current || ALWAYS.has(list) || (isEverOffered(list) && counts[list] > 0),
  ).map((list) => ({ list, count: counts[list] }));
}

/** The lists of an album: all of it, and those that hold any of it. */
export function useListsOfAlbum(current: PhotoList, albumId: AlbumId): readonly OfferedList[] {
  const filledKey = useSnapshotPart(filledKeyOf);
  // Nothing is known before the library was counted.
  const filled = filledKey === '' ? [] : (filledKey.split(' ') as PhotoList[]);
  const movingKey = useSnapshotPart(movingKeyOf);
  const moving = useAssetsById(movingKey === '' ? [] : (movingKey.split('\n') as AssetId[]));
  const holding = useWhichHold(filled.map((list) => [list, filtersOf(list, albumId)] as const));
  const isHeld = (list: PhotoList): boolean =>
    list === 'uploading'
      ? (moving.data ?? []).some(({ albumIds }) => albumIds.includes(albumId))
      : // What the whole library has none of, no album has.
        filled.includes(list) && holding?.has(list) === true;
  return PHOTO_LISTS.filter(
    (list) => list === current || list === 'all' || (isEverOffered(list) && isHeld(list)),
  ).map((list) => ({ list, count: undefined }));
}

/** The lists that hold any of all photos, in one text; what is on its way is asked for by itself. */
function filledKeyOf(snapshot: BackupSnapshot): string {
  const counts = countsOf(snapshot);
  // What is on its way may be in the ledger as waiting still.
  const isFilled = (list: PhotoList): boolean =>
    list === 'waiting' ? counts.waiting + counts.uploading > 0 : counts[list] > 0;
  return PHOTO_LISTS.filter(
    (list) => isEverOffered(list) && list !== 'all' && list !== 'uploading' && isFilled(list),
  ).join(' ');
}
