import type { SimulatedPhone, PhoneAsset } from '@keepsake/testkit';
import type { AssetMetadata, MediaType } from 'expo-media-library';
import { nativeEnum } from '../../src/device/system/native-enum.ts';
import { addressOf } from './phone-world.ts';

/** What expo-media-library tells of one photo or video of a simulated phone. */
export const metadataOf = (asset: PhoneAsset, phone: SimulatedPhone): AssetMetadata => ({
  id: addressOf(asset.id, phone),
  filename: asset.original.fileName,
  mediaType: mediaTypeOf(asset),
  width: null,
  height: null,
  duration: asset.durationMs ?? null,
  creationTime: createdAtMsOf(asset, phone),
  modificationTime: modifiedAtMsOf(asset),
  isFavorite: asset.isFavorite,
});

/** A platform takes what it cannot decode for a picture all the same, by its type. */
export const mediaTypeOf = ({ kind }: PhoneAsset): MediaType =>
  nativeEnum<MediaType>(kind === 'video' ? 'video' : 'image');

/** Android takes the beginning of 1970 for no date. */
export const createdAtMsOf = ({ createdAtMs }: PhoneAsset, { flavour }: SimulatedPhone): number | null =>
  createdAtMs === 0 && flavour === 'android' ? null : createdAtMs;

/** Libraries of phones tell one date of an asset, whichever of its parts was changed. */
export const modifiedAtMsOf = ({ original, motion }: PhoneAsset): number =>
  Math.max(original.modifiedAtMs, motion?.modifiedAtMs ?? 0);

/** A RAW beside a photo is in the photo's asset, and what is not picked of a burst is in no album. */
export const isListed = ({ besides, unpickedOf }: PhoneAsset): boolean =>
  besides === undefined && unpickedOf === undefined;

/** The photos of its burst that are in no album; none where it is of no burst. */
export const unlistedInBurst = (asset: PhoneAsset, phone: SimulatedPhone): readonly PhoneAsset[] => {
  const standing = asset.unpickedOf ?? asset;
  return phone.assets.filter(
    (each) => each.unpickedOf === standing && each.besides === undefined && phone.isShown(each),
  );
};
