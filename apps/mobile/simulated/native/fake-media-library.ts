import { versionOf, type AlbumId, type AssetId } from '@keepsake/engine';
import { PHONE_EVERYTHING, shownAsset, type PhoneAsset } from '@keepsake/testkit';
import type {
  Album,
  Asset,
  AssetMetadata,
  MediaLibraryAssetsChangeEvent,
  MediaType,
  PermissionResponse,
  Query,
} from 'expo-media-library';
import type { Album as LegacyAlbum } from 'expo-media-library/legacy';
import { nativeEnum } from '../../src/device/system/native-enum.ts';
import type { PhoneMedia } from '../../src/device/library/phone-media.ts';
import { addressOf, idOf, natively, notImitated, type PhoneWorld } from './phone-world.ts';

const LISTING_MS = 5;

/**
 * expo-media-library over a simulated phone, as far as it can be seen from outside: Android answers without permission as if there were
 * nothing, and tells of other files too when it is not asked for pictures alone; iOS throws, cuts identifiers of albums at their first slash, and
 * lists "Recents" among its smart albums.
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
          if (asset === undefined) continue;
          const whole = phone.wholeOf(asset).map((each) => ({
            id: each.id,
            version: versionOf(shownAsset(each)),
          }));
          await world.remover.remove(whole, NO_SIGNAL);
        }
      });
    }
    static create = notImitated;
    getCreationTime = () => this.#tell(createdAtMsOf);
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

  class FakeQuery implements Query {
    #types: readonly string[] | undefined;
    #albumId: string | undefined;
    #fromMs: number | undefined;
    #offset = 0;
    #limit = Infinity;

    within(field: string, values: readonly unknown[]): this {
      if (field !== 'mediaType') notImitated();
      this.#types = values.map(String);
      return this;
    }
    album(album: Album): this {
      this.#albumId = album.id;
      return this;
    }
    gte(field: string, value: number): this {
      if (field !== 'creationTime') notImitated();
      this.#fromMs = value;
      return this;
    }
    orderBy(descriptor: unknown): this {
      if (descriptor !== 'creationTime') notImitated();
      return this;
    }
    offset(offset: number): this {
      this.#offset = offset;
      return this;
    }
    limit(limit: number): this {
      this.#limit = limit;
      return this;
    }
    exeForMetadata(): Promise<AssetMetadata[]> {
      return natively(
        world,
        () => {
          if (!isIos && !phone.isPermitted) return [];
          requireAccess();
          const found = this.#members().map(metadataOf);
          const all = isIos || this.#types !== undefined ? found : [...found, OTHER_FILE];
          const types = this.#types;
          return all
            .filter(({ mediaType }) => types === undefined || types.includes(mediaType))
            .filter(({ creationTime }) => this.#fromMs === undefined || (creationTime ?? 0) >= this.#fromMs)
            .slice(this.#offset, this.#offset + this.#limit);
        },
        LISTING_MS,
      );
    }
    eq = notImitated;
    gt = notImitated;
    lt = notImitated;
    lte = notImitated;
    exe = notImitated;

    #members(): readonly PhoneAsset[] {
      const id = (this.#albumId ?? PHONE_EVERYTHING) as AlbumId;
      const album = phone.albums.get(id);
      if (album === undefined && isIos) throw new Error('Album could not be found');
      if (album === undefined) return [];
      return phone
        .membersOf(album)
        .filter(isListed)
        .sort((a, b) => a.createdAtMs - b.createdAtMs || a.ordinal - b.ordinal);
    }
  }

  const present = (platformId: string): PhoneAsset | undefined => {
    const asset = phone.asset(idOf(platformId) as AssetId);
    return asset !== undefined && phone.isShown(asset) ? asset : undefined;
  };

  /** Android takes the beginning of 1970 for no date. */
  const createdAtMsOf = ({ createdAtMs }: PhoneAsset): number | null =>
    createdAtMs === 0 && !isIos ? null : createdAtMs;

  const metadataOf = (asset: PhoneAsset): AssetMetadata => ({
    id: addressOf(asset.id, phone),
    filename: asset.original.fileName,
    mediaType: mediaTypeOf(asset),
    width: null,
    height: null,
    duration: asset.durationMs ?? null,
    creationTime: createdAtMsOf(asset),
    modificationTime: modifiedAtMsOf(asset),
    isFavorite: asset.isFavorite,
  });

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
    Query: FakeQuery,
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

/** What Android's table of files holds beside pictures. */
const OTHER_FILE: AssetMetadata = {
  id: 'content://media/external/file/9',
  filename: 'notes.pdf',
  mediaType: nativeEnum<MediaType>('unknown'),
  width: null,
  height: null,
  duration: null,
  creationTime: null,
  modificationTime: 1,
  isFavorite: false,
};

/** A platform takes what it cannot decode for a picture all the same, by its type. */
const mediaTypeOf = ({ kind }: PhoneAsset): MediaType =>
  nativeEnum<MediaType>(kind === 'video' ? 'video' : 'image');

/** A RAW beside a photo is in the photo's asset. */
const isListed = ({ besides }: PhoneAsset): boolean => besides === undefined;

/** Libraries of phones tell one date of an asset, whichever of its parts was changed. */
export const modifiedAtMsOf = ({ original, motion }: PhoneAsset): number =>
  Math.max(original.modifiedAtMs, motion?.modifiedAtMs ?? 0);
