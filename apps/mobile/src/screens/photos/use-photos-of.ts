import type { AlbumId, AssetId, AssetRecord, BackupSnapshot } from '@keepsake/engine';
import { useMemo } from 'react';
import { filtersOf, type PhotoList } from '../../components/photo-lists.ts';
import { useAssetList, useAssetsById, type AskedPages } from '../../controller/use-asset-list.ts';
import { useSnapshotPart } from '../../controller/use-watched.ts';

/** The photos of a list, of an album or of all; those on their way are in one list alone. */
export function usePhotosOf(list: PhotoList, albumId: AlbumId | undefined): AskedPages {
  const movingKey = useSnapshotPart(movingKeyOf);
  const ids = movingKey === '' ? [] : (movingKey.split('\n') as AssetId[]);
  const listed = useAssetList(filtersOf(list, albumId));
  const moving = useAssetsById(list === 'uploading' ? ids : []);
  const still = useMemo(() => {
    const onTheWay = new Set(movingKey.split('\n'));
    return list === 'waiting'
      ? listed.data?.filter(({ asset }: AssetRecord) => !onTheWay.has(asset.id))
      : listed.data;
  }, [list, listed.data, movingKey]);
  const movingHere = useMemo(
    () => moving.data?.filter(({ albumIds }) => albumId === undefined || albumIds.includes(albumId)),
    [moving.data, albumId],
  );
  return list === 'uploading'
    ? { ...moving, data: movingHere, hasMore: false, more: () => undefined }
    : { ...listed, data: still };
}

/** The ids of those on their way, in one text; none of them has a line break. */
export const movingKeyOf = ({ transfers }: BackupSnapshot): string =>
  transfers.map(({ asset }) => asset.id).join('\n');
