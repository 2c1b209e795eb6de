import type { AlbumId } from '@keepsake/engine';
import { PHONE_EVERYTHING, type PhoneAsset } from '@keepsake/testkit';
import type { Album, AssetMetadata, MediaType, Query } from 'expo-media-library';
import { nativeEnum } from '../../src/device/system/native-enum.ts';
import { isListed, metadataOf } from './media-facts.ts';
import { natively, notImitated, type PhoneWorld } from './phone-world.ts';

/** What it takes to list, ms. */
export const LISTING_MS = 5;

/** The queries of expo-media-library over a simulated phone, as far as they are used. `requireAccess` throws what the platform would. */
export function fakeQueryOf(world: PhoneWorld, requireAccess: () => void): new () => Query {
  const { phone } = world;
  const isIos = phone.flavour === 'ios';

  return class FakeQuery implements Query {
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
          const found = this.#members().map((asset) => metadataOf(asset, phone));
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
  };
}

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
