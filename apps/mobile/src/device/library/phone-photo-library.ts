import {
  BackupError,
  throwIfCancelled,
  type AssetId,
  type AssetPage,
  type AssetPageRequest,
  type CancelSignal,
  type PhotoLibrary,
} from '@keepsake/engine';
import { requirePermission } from '../access/library-permission.ts';
import { withBurstPhotos, type BurstDeps } from './burst-photos.ts';
import { describeMedia, type DescribeDeps } from './describe-media.ts';
import type { HalfTold } from './half-told.ts';
import { libraryErrorOf } from './library-errors.ts';
import { listPhoneAlbums, type AlbumDeps } from './list-albums.ts';
import type { LookedAnew } from './looked-anew.ts';
import { EVERYTHING, readMediaPage, type MediaPage } from './media-pages.ts';
import { openPhoneAsset, type OpenDeps } from './open-asset.ts';
import type { PhoneMedia } from './phone-media.ts';
import { ToldSizes } from './told-sizes.ts';

export interface PhoneLibraryDeps
  extends
    Omit<AlbumDeps, 'media' | 'native'>,
    Omit<DescribeDeps, 'halfTold' | 'lookedAnew' | 'native'>,
    Omit<OpenDeps, 'halfTold' | 'media' | 'native' | 'sizes'> {
  readonly media: PhoneMedia;
  readonly halfTold: HalfTold;
  readonly lookedAnew: LookedAnew;
  readonly native: AlbumDeps['native'] & BurstDeps['native'] & OpenDeps['native'];
  /** Whether an asset is still to be sent. */
  readonly isWaiting: (id: AssetId) => Promise<boolean>;
}

/** The photos of a phone, by expo-media-library and, for what that does not tell, the native module. */
export function createPhonePhotoLibrary(deps: PhoneLibraryDeps): PhotoLibrary {
  const { media, lookedAnew } = deps;
  const opening: OpenDeps = { ...deps, sizes: new ToldSizes() };
  return {
    async listAlbums(signal) {
      throwIfCancelled(signal);
      lookedAnew.drop();
      // What the person did not pick is not known to be gone.
      const isPartial = (await requirePermission(media)) === 'limited';
      return (await listPhoneAlbums(deps, isPartial, signal)).map((album) => ({ ...album, isPartial }));
    },

    async listAssets(request, signal): Promise<AssetPage> {
      throwIfCancelled(signal);
      lookedAnew.keep();
      // Without it Android answers that there is nothing.
      await requirePermission(media);
      const page = await readPage(request, deps, signal);
      try {
        const assets = await describeMedia(await withBurstPhotos(page.media, deps), deps);
        // Nobody hears it where the scan was ended meanwhile.
        if (request.albumId === EVERYTHING && !signal.aborted) lookedAnew.told(page);
        return { assets, nextCursor: page.nextCursor };
      } catch (error) {
        throw libraryErrorOf(error, 'library-unavailable');
      }
    },

    async open(id: AssetId, observer, signal) {
      throwIfCancelled(signal);
      lookedAnew.keep();
      return openPhoneAsset(id, observer, opening, signal);
    },

    sweepTemporary: () => deps.temporary.sweep(deps.isWaiting),

    subscribe(onChange) {
      const listener = media.addListener(() => {
        onChange();
      });
      return () => {
        listener.remove();
      };
    },
  };
}

/** An album that is not there any more is empty; Photos throws over it. */
async function readPage(
  request: AssetPageRequest,
  { media }: Pick<PhoneLibraryDeps, 'media'>,
  signal: CancelSignal,
): Promise<MediaPage> {
  try {
    return await readMediaPage(media, request);
  } catch (error) {
    throwIfCancelled(signal);
    const reason = libraryErrorOf(error, 'library-unavailable');
    if (request.albumId === EVERYTHING || reason.code !== 'library-unavailable') throw reason;
    const albums = await media.legacy.getAlbumsAsync({ includeSmartAlbums: true }).catch(() => undefined);
    if (albums?.some(({ id }) => id === request.albumId) === false)
      return { media: [], nextCursor: undefined };
    throw new BackupError('library-unavailable', reason.message, { cause: error });
  }
}
