import { versionOf, type AssetId } from '@keepsake/engine';
import { PHONE_EVERYTHING, shownAsset, type PhoneAsset } from '@keepsake/testkit';
import type { Album, Asset, MediaLibraryAssetsChangeEvent, PermissionResponse } from 'expo-media-library';
import type { Album as LegacyAlbum } from 'expo-media-library/legacy';
import { nativeEnum } from '../../src/device/system/native-enum.ts';
import type { PhoneMedia } from '../../src/device/library/phone-media.ts';
import { fakeQueryOf, LISTING_MS } from './fake-media-query.ts';
import { createdAtMsOf, isListed, mediaTypeOf, modifiedAtMsOf } from './media-facts.ts';
import { idOf, natively, notImitated, type PhoneWorld } from './phone-world.ts';

/**
 * expo-media-library over a simulated phone, as far as it can be seen from outside: Android answers without permission as if there were
 * nothing, and tells of other files too when it is not asked for pictures alone; iOS throws, cuts identifiers of albums at their first slash,
 * lists "Recents" among its smart albums, and refuses to list albums to an app that may see a selection alone.
 */
export function createFakeMediaLibrary(world: PhoneWorld): PhoneMedia {
  const { phone } = world;
  const isIos = phone.flavour === 'ios';

  const requireAccess = (): void => {
    if (!phone.isPermitted) throw new Error('MEDIA_LIBRARY permission is required to do this operation.');
    if (phone.card === 'library-unavailable') throw new Error('The volume cannot be read.');
  };

  class FakeAlbum implements Album {
    id: string;
    constructor(id: string) {
      this.id = id;
    }
    getAssets = notImitated;
    getTitle = notImitated;
    delete = notImitated;
    add = notImitated;
    removeAssets = notImitated;
    static create = notImitated;
    static delete = notImitated;
    static get = notImitated;
    static getAll = notImitated;
  }

  class FakeAsset implements Asset {
    id: string;
    constructor(id: string) {
      this.id = id;
    }
    static delete(assets: Asset[]): Promise<void> {
      return natively(world, async () => {
        for (const { id } of assets) {
          const asset = present(id);
          // Of a burst it finds only what is listed.
          if (asset === undefined || !isListed(asset)) continue;
          const whole = phone.wholeOf(asset).map((each) => ({
            id: each.id,
            version: versionOf(shownAsset(each)),
          }));
          await world.remover.remove(whole, NO_SIGNAL);
        }
      });
    }
    static create = notImitated;
    getCreationTime = () => this.#tell((asset) => createdAtMsOf(asset, phone));
    getModificationTime = () => this.#tell(modifiedAtMsOf);
    getDuration = () => this.#tell((asset) => asset.durationMs ?? null);
    getMediaType = () => this.#tell(mediaTypeOf);
    getFavorite = () => this.#tell((asset) => asset.isFavorite);
    getFilename = notImitated;
    getHeight = notImitated;
    getWidth = notImitated;
    getMediaSubtypes = notImitated;
    getLivePhotoVideoUri = notImitated;
    getIsInCloud = notImitated;
    getOrientation = notImitated;
    getShape = notImitated;
    getUri = notImitated;
    getInfo = notImitated;
    getAlbums = notImitated;
    getLocation = notImitated;
    getExif = notImitated;
    delete = notImitated;
    setFavorite = notImitated;

    #tell<Answer>(tell: (asset: PhoneAsset) => Answer): Promise<Answer> {
      return natively(world, () => {
        requireAccess();
        const asset = present(this.id);
        if (asset === undefined) throw new Error(`Asset with id ${this.id} could not be found`);
        return tell(asset);
      });
    }
  }

  const present = (platformId: string): PhoneAsset | undefined => {
    const asset = phone.asset(idOf(platformId) as AssetId);
    return asset !== undefined && phone.isShown(asset) ? asset : undefined;
  };

  const permission = (): Promise<PermissionResponse> =>
    natively(world, () => ({
      granted: phone.isPermitted,
      status: nativeEnum<PermissionResponse['status']>(phone.isPermitted ? 'granted' : 'denied'),
      canAskAgain: false,
      expires: 'never',
      accessPrivileges: phone.isPermitted ? (phone.isLimited ? 'limited' : 'all') : 'none',
    }));

  return {
    Album: FakeAlbum,
    Asset: FakeAsset,
    Query: fakeQueryOf(world, requireAccess),
    getPermissionsAsync: permission,
    requestPermissionsAsync: permission,
    presentPermissionsPicker: () => natively(world, () => undefined),
    addListener(listener) {
      const stop = world.library.subscribe(() => {
        const event: MediaLibraryAssetsChangeEvent = { hasIncrementalChanges: false };
        listener(event);
      });
      return { remove: stop };
    },
    legacy: {
      getAlbumsAsync: () =>
        natively(
          world,
          () => {
            requireAccess();
            if (isIos && phone.isLimited)
              throw Object.assign(new Error('MEDIA_LIBRARY permission is required to do this operation.'), {
                code: 'E_NO_PERMISSIONS',
              });
            return phone.albums.all
              .filter(({ isOnCard }) => phone.card !== 'silently-gone' || !isOnCard)
              .filter(
                (album) => isIos || (album.id !== PHONE_EVERYTHING && phone.membersOf(album).length > 0),
              )
              .map((album): LegacyAlbum => {
                const type = album.id === PHONE_EVERYTHING ? 'smartAlbum' : 'album';
                const assetCount = phone.membersOf(album).filter(isListed).length;
                return {
                  id: album.id,
                  title: album.name,
                  assetCount,
                  startTime: 0,
                  endTime: 0,
                  ...(isIos && { type }),
                };
              });
          },
          LISTING_MS,
        ),
    },
  };
}

const NO_SIGNAL = {
  aborted: false,
  reason: undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};
