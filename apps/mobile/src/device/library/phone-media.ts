import type * as MediaLibrary from 'expo-media-library';
import type { Album as LegacyAlbum, AlbumsOptions } from 'expo-media-library/legacy';

/** What is used of expo-media-library, the new API and the old one beside it. */
export interface PhoneMedia extends Pick<
  typeof MediaLibrary,
  | 'addListener'
  | 'Album'
  | 'Asset'
  | 'getPermissionsAsync'
  | 'presentPermissionsPicker'
  | 'Query'
  | 'requestPermissionsAsync'
> {
  /** The old API, since the new one lists no smart albums of iOS. */
  readonly legacy: { getAlbumsAsync(options?: AlbumsOptions): Promise<LegacyAlbum[]> };
}

export type PhonePlatform = 'android' | 'ios';

/** Photos and videos: sound and documents, of which Android tells too, are nobody's photos. */
export const MEDIA = ['photo', 'video'] as const;
