import type { AlbumId } from '@keepsake/engine';
import type { PhoneAsset } from './phone-asset.ts';

/** The album of everything, under the same id on every simulated phone. */
export const PHONE_EVERYTHING = 'recents' as AlbumId;

export interface PhoneAlbum {
  readonly id: AlbumId;
  name: string;
  readonly parentId: AlbumId | undefined;
  readonly isOnCard: boolean;
  /** Whatever the platform puts in by itself; undefined: what the person puts in. */
  readonly holds: ((asset: PhoneAsset) => boolean) | undefined;
  /** Grows with every change of a member, unless it lies. */
  revision: number;
  /** Its marker stays as it is, whatever happens in it. */
  isLying: boolean;
  /** Something happened in it that its marker has not told of yet. */
  hasUntold: boolean;
}

/** The albums of a simulated phone and what is in them. */
export class PhoneAlbums {
  readonly #albums = new Map<AlbumId, PhoneAlbum>();
  #count = 0;

  constructor() {
    this.add({ id: PHONE_EVERYTHING, name: 'Recents', holds: () => true });
  }

  get all(): readonly PhoneAlbum[] {
    return [...this.#albums.values()];
  }

  get(id: AlbumId): PhoneAlbum | undefined {
    return this.#albums.get(id);
  }

  /** Makes an empty album. */
  add(album: Pick<PhoneAlbum, 'name'> & Partial<PhoneAlbum>): PhoneAlbum {
    this.#count += 1;
    const added: PhoneAlbum = {
      id: album.id ?? (`album-${this.#count}` as AlbumId),
      name: album.name,
      parentId: album.parentId,
      isOnCard: album.isOnCard ?? false,
      holds: album.holds,
      revision: 0,
      isLying: false,
      hasUntold: false,
    };
    this.#albums.set(added.id, added);
    return added;
  }

  remove(id: AlbumId): void {
    this.#albums.delete(id);
  }

  /** Every album that the asset is in: those that it lies in, those around them, and the platform's own. */
  of(asset: PhoneAsset): ReadonlySet<AlbumId> {
    const around = new Set<AlbumId>();
    for (const album of this.#albums.values()) if (album.holds?.(asset) === true) around.add(album.id);
    for (const direct of asset.albums) {
      for (let id: AlbumId | undefined = direct; id !== undefined; id = this.#albums.get(id)?.parentId) {
        if (this.#albums.has(id)) around.add(id);
      }
    }
    return around;
  }

  /** Something about a member changed, or about who is one. */
  touch(ids: Iterable<AlbumId>): void {
    for (const id of ids) {
      const album = this.#albums.get(id);
      if (album === undefined) continue;
      album.hasUntold = album.isLying;
      if (!album.isLying) album.revision += 1;
    }
  }
}
