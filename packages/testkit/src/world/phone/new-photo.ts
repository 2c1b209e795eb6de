import { mediaTypeOf } from '@keepsake/protocol';
import type { AlbumId, AssetId } from '@keepsake/engine';
import type { Cloud, PhoneAsset, PhoneFile } from './phone-asset.ts';
import type { PhoneContent } from './phone-content.ts';

/** A photo that is taken or imported. */
export interface NewPhoto {
  readonly fileName: string;
  readonly content: PhoneContent;
  readonly motion?: PhoneContent | undefined;
  readonly createdAtMs: number;
  readonly albums: readonly AlbumId[];
  readonly cloud?: Cloud;
  readonly tellsSize?: boolean;
  readonly durationMs?: number | undefined;
}

/** The asset that a photo becomes; its files tell whole seconds. */
export function assetOf(photo: NewPhoto, ordinal: number, isOnCard: boolean): PhoneAsset {
  const modifiedAtMs = Math.floor(photo.createdAtMs / 1000) * 1000;
  const file = (fileName: string, content: PhoneContent): PhoneFile => ({ fileName, content, modifiedAtMs });
  const motionName = photo.fileName.replace(/\.\w+$/u, '.mov');
  return {
    ordinal,
    id: `asset-${ordinal}` as AssetId,
    kind: mediaTypeOf(photo.fileName)?.kind ?? 'unsupported',
    createdAtMs: photo.createdAtMs,
    durationMs: photo.durationMs,
    original: file(photo.fileName, photo.content),
    motion: photo.motion === undefined ? undefined : file(motionName, photo.motion),
    tellsSize: photo.tellsSize ?? true,
    albums: new Set(photo.albums),
    isOnCard,
    isFavorite: false,
    cloud: photo.cloud ?? { kind: 'on-phone' },
    fault: undefined,
    whileRead: undefined,
    isDeleted: false,
  };
}
