import type { AssetId } from '@keepsake/engine';
import type { PhonePlatform } from './phone-media.ts';

/**
 * What an asset is called here: `images/media/33` on Android, a local identifier on iOS. An edited photo of iOS is two assets: as the
 * person sees it, and as the camera wrote it, with a mark behind its name.
 */
export interface AssetName {
  /** As expo-media-library and the native module call it. */
  readonly platformId: string;
  readonly isUnedited: boolean;
}

const BEFORE: Readonly<Record<PhonePlatform, string>> = {
  android: 'content://media/external/',
  ios: 'ph://',
};
const UNEDITED = '#unedited';

export function assetIdOf({ platformId, isUnedited }: AssetName, platform: PhonePlatform): AssetId {
  const before = BEFORE[platform];
  const name = platformId.startsWith(before) ? platformId.slice(before.length) : platformId;
  return `${name}${isUnedited ? UNEDITED : ''}` as AssetId;
}

export function assetNameOf(id: AssetId, platform: PhonePlatform): AssetName {
  const isUnedited = id.endsWith(UNEDITED);
  const name = isUnedited ? id.slice(0, -UNEDITED.length) : id;
  return { platformId: name.includes('://') ? name : BEFORE[platform] + name, isUnedited };
}
