import { mediaTypeOf } from '@keepsake/protocol';
import type { AlbumId, AssetId } from '@keepsake/engine';
import type { Cloud, PhoneAsset, PhoneFile } from './phone-asset.ts';
import type { PhoneContent } from './phone-content.ts';

/** A photo that is taken or imported. */
export interface NewPhoto {
  readonly fileName: string;
  readonly content: PhoneContent;
  readonly motion?: PhoneContent | undefined;
  /** The RAW that the camera wrote beside it; iOS alone keeps such a pair as one. */
  readonly raw?: PhoneContent | undefined;
  /** The photo of the same burst that stands for it, where this one is not picked; iOS alone has such. */
  readonly unpickedOf?: PhoneAsset | undefined;
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
    besides: undefined,
    unpickedOf: photo.unpickedOf,
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

/** As the app calls the RAW of a photo, which has no name of its own in Photos. */
export const rawIdOf = ({ id }: Pick<PhoneAsset, 'id'>): AssetId => `${id}#alternate` as AssetId;

/** The RAW beside a photo, as an asset of its own. */
export function rawBeside(photo: PhoneAsset, content: PhoneContent, ordinal: number): PhoneAsset {
  const fileName = photo.original.fileName.replace(/\.\w+$/u, '.DNG');
  return {
    ...photo,
    ordinal,
    id: rawIdOf(photo),
    kind: 'image',
    original: { fileName, content, modifiedAtMs: photo.createdAtMs },
    motion: undefined,
    besides: photo,
  };
}
