import type { AssetKind, DeviceAsset, PartFacts } from '@keepsake/engine';
import { mediaTypeOf } from '@keepsake/protocol';
import type {
  Edition,
  OriginalFacts,
  PartDescription,
  PartRole,
} from '../../../modules/backup-native/src/index.ts';
import { assetIdOf, FACETS, type Facet } from './asset-names.ts';
import type { PhonePlatform } from './phone-media.ts';

/** What expo-media-library tells of an asset, the cheap way. */
export interface MediaFacts {
  /** `content:` or `ph:` address. */
  readonly id: string;
  readonly mediaType: string;
  readonly creationTime: number | null;
  readonly modificationTime: number | null;
  /** Milliseconds. */
  readonly duration: number | null;
  readonly isFavorite: boolean;
}

/** Which bytes an asset of ours is; undefined: there are none of its own, since nobody edited it, or the camera wrote one file. */
export function editionOf(facet: Facet, { parts }: OriginalFacts): Edition | undefined {
  const has = (wanted: Edition): boolean => parts.some(({ edition }) => edition === wanted);
  const isEdited = has('current');
  switch (facet) {
    case 'seen':
      return isEdited ? 'current' : 'unedited';
    case 'unedited':
      return isEdited ? 'unedited' : undefined;
    case 'alternate':
      return has('alternate') ? 'alternate' : undefined;
  }
}

export function partOf(
  facts: OriginalFacts,
  role: PartRole,
  edition: Edition | undefined,
): PartDescription | undefined {
  return facts.parts.find((part) => part.role === role && part.edition === edition);
}

/** All assets that one photo or video of the platform is, what the person sees first. */
export function deviceAssetsOf(
  media: MediaFacts,
  facts: OriginalFacts,
  platform: PhonePlatform,
): readonly DeviceAsset[] {
  const assets = FACETS.map((facet) => deviceAssetOf(media, facts, facet, platform));
  return assets.filter((asset) => asset !== undefined);
}

/** An asset as the engine sees it; undefined: there are no such bytes. */
export function deviceAssetOf(
  media: MediaFacts,
  facts: OriginalFacts,
  facet: Facet,
  platform: PhonePlatform,
): DeviceAsset | undefined {
  const edition = editionOf(facet, facts);
  const original = partOf(facts, 'original', edition);
  if (original === undefined) return undefined;
  const motion = partOf(facts, 'motion', edition);
  // What the camera wrote stays as it is, whatever the person does to the photo.
  const modifiedAtMs = facet === 'seen' ? modifiedAtMsOf(media) : createdAtMsOf(media);
  const factsOf = (part: PartDescription): PartFacts => ({
    fileName: part.fileName,
    sizeBytes: part.sizeBytes === 0 ? undefined : (part.sizeBytes ?? undefined),
    modifiedAtMs,
  });
  return {
    id: assetIdOf({ platformId: media.id, facet }, platform),
    kind: kindOf(media.mediaType, original.fileName),
    original: factsOf(original),
    motion: motion && factsOf(motion),
    createdAtMs: createdAtMsOf(media),
    isFavorite: media.isFavorite,
    durationMs: media.duration ?? undefined,
    isInCloud: original.isOnDevice === false || motion?.isOnDevice === false,
  };
}

/** The asset as it is known from before, with what may have changed without a new version. */
export function stillAsKnown(known: DeviceAsset, media: MediaFacts): DeviceAsset {
  return {
    ...known,
    createdAtMs: createdAtMsOf(media),
    isFavorite: media.isFavorite,
    durationMs: media.duration ?? undefined,
  };
}

/** Android knows no date of some files that came by other ways than the camera. */
const createdAtMsOf = ({ creationTime, modificationTime }: MediaFacts): number =>
  creationTime ?? modificationTime ?? 0;

export const modifiedAtMsOf = ({ creationTime, modificationTime }: MediaFacts): number =>
  modificationTime ?? creationTime ?? 0;

function kindOf(mediaType: string, fileName: string): AssetKind {
  if (mediaTypeOf(fileName) === undefined) return 'unsupported';
  return mediaType === 'video' ? 'video' : 'image';
}
