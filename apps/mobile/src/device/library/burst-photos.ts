import type { BackupNative } from '../../../modules/backup-native/src/index.ts';
import type { MediaFacts } from './device-asset.ts';
import type { PhonePlatform } from './phone-media.ts';

export interface BurstDeps {
  readonly native: Pick<BackupNative, 'findBurstPhotos'>;
  readonly platform: PhonePlatform;
}

const MOST_AT_ONCE = 500;

/**
 * A page, and behind it the photos of iOS bursts that the person did not pick. Photos lists them in no album: they lie where the one lies that stands for
 * their burst. Once picked, each is listed under the name that it has here.
 */
export async function withBurstPhotos(
  media: readonly MediaFacts[],
  { native, platform }: BurstDeps,
): Promise<readonly MediaFacts[]> {
  if (platform === 'android') return media;
  const all = [...media];
  for (let at = 0; at < media.length; at += MOST_AT_ONCE) {
    const ids = media.slice(at, at + MOST_AT_ONCE).map(({ id }) => id);
    for (const photo of await native.findBurstPhotos(ids))
      all.push({
        id: `ph://${photo.assetId}`,
        mediaType: 'image',
        creationTime: photo.createdAtMs,
        modificationTime: photo.modifiedAtMs,
        duration: null,
        isFavorite: photo.isFavorite,
      });
  }
  return all;
}
