import type { AssetId } from '@keepsake/engine';
import type { PhonePlatform } from './phone-media.ts';

/**
 * What an asset is called here: `images/media/33` on Android, a local identifier on iOS. What Photos keeps as one, but holds more bytes than one
 * file, is up to three assets: as the person sees it, as the camera wrote it before an edit, and the RAW beside its JPEG.
 */
export interface AssetName {
  /** As expo-media-library and the native module call it. */
  readonly platformId: string;
  readonly facet: Facet;
}

export type Facet = 'seen' | 'unedited' | 'alternate';

/** Behind the platform's name; none for what the person sees. */
const MARKS: Readonly<Record<Facet, string>> = { seen: '', unedited: '#unedited', alternate: '#alternate' };
export const FACETS: readonly Facet[] = ['seen', 'unedited', 'alternate'];

const BEFORE: Readonly<Record<PhonePlatform, string>> = {
  android: 'content://media/external/',
  ios: 'ph://',
};

export function assetIdOf({ platformId, facet }: AssetName, platform: PhonePlatform): AssetId {
  const before = BEFORE[platform];
  const name = platformId.startsWith(before) ? platformId.slice(before.length) : platformId;
  return `${name}${MARKS[facet]}` as AssetId;
}

export function assetNameOf(id: AssetId, platform: PhonePlatform): AssetName {
  const facet = FACETS.find((each) => each !== 'seen' && id.endsWith(MARKS[each])) ?? 'seen';
  const name = id.slice(0, id.length - MARKS[facet].length);
  return { platformId: name.includes('://') ? name : BEFORE[platform] + name, facet };
}

/** The names of all that one photo or video of the platform may be, whether it is or not. */
export const idsWithin = (platformId: string, platform: PhonePlatform): readonly AssetId[] =>
  FACETS.map((facet) => assetIdOf({ platformId, facet }, platform));
