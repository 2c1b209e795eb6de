import { mediaTypeOf } from '@keepsake/protocol';
import { BackupError, type AlbumId, type AssetId, type AssetKind, type DeviceAsset } from '@keepsake/engine';
import { sizeOfContent, type FakeContent } from './fake-content.ts';

/** The id of the fake's album of everything. */
export const FAKE_EVERYTHING = 'everything' as AlbumId;

/** An asset to be; whatever is left out gets a sensible value, and bytes that no other asset has. */
export interface NewFakeAsset {
  readonly fileName: string;
  /** By default the file name with a number, so that names may repeat. */
  readonly id?: string;
  /** The albums that it is in, beside the album of everything. */
  readonly in?: readonly AlbumId[];
  readonly content?: FakeContent;
  /** Makes it a Live Photo. */
  readonly motion?: { readonly fileName: string; readonly content: FakeContent };
  /** By default what the file name says. */
  readonly kind?: AssetKind;
  /** By default one second after the asset before. */
  readonly createdAtMs?: number;
  readonly modifiedAtMs?: number;
  readonly isFavorite?: boolean;
  readonly durationMs?: number;
  readonly isInCloud?: boolean;
}

export interface FakeFile {
  readonly fileName: string;
  content: FakeContent;
  modifiedAtMs: number;
}

export interface FakeAsset {
  readonly ordinal: number;
  readonly facts: Pick<DeviceAsset, 'id' | 'kind' | 'createdAtMs' | 'isFavorite' | 'durationMs'> & {
    isInCloud: boolean;
  };
  readonly original: FakeFile;
  readonly motion: FakeFile | undefined;
  readonly albums: Set<AlbumId>;
}

interface FakeAlbum {
  readonly id: AlbumId;
  name: string;
  readonly parentId: AlbumId | undefined;
  /** Grows with every change of a member, also one of an album within. */
  revision: number;
}

const FIRST_CREATED_AT_MS = Date.UTC(2025, 0, 1);

/** What a library in memory holds, and all that a person does to it. */
export class FakeLibraryContents {
  /** False: changes are told to nobody, as some platforms do. */
  tellsOfChanges = true;

  readonly #observers = new Set<() => void>();
  readonly #assets = new Map<AssetId, FakeAsset>();
  readonly #albums = new Map<AlbumId, FakeAlbum>();
  #lastOrdinal = 0;

  constructor() {
    this.#albums.set(FAKE_EVERYTHING, {
      id: FAKE_EVERYTHING,
      name: 'Recents',
      parentId: undefined,
      revision: 0,
    });
  }

  /** Makes an empty album, inside another one if wanted. Its id is its name, or `parent/name`. */
  addAlbum(name: string, options: { readonly inside?: AlbumId; readonly id?: string } = {}): AlbumId {
    const prefix = options.inside === undefined ? '' : `${options.inside}/`;
    const id = (options.id ?? `${prefix}${name}`) as AlbumId;
    if (this.#albums.has(id)) throw new Error(`there is an album ${id} already`);
    this.#albums.set(id, { id, name, parentId: options.inside, revision: 0 });
    return id;
  }

  renameAlbum(id: AlbumId, name: string): void {
    this.#album(id).name = name;
  }

  /** Removes the album and those within; their assets stay in the library. */
  removeAlbum(id: AlbumId): void {
    for (const child of this.#albums.values()) if (child.parentId === id) this.removeAlbum(child.id);
    for (const asset of this.#assets.values())
      if (asset.albums.has(id)) this.removeFromAlbum(asset.facts.id, id);
    this.#albums.delete(id);
  }

  /** Takes a photo, or imports one with a date of any age. */
  addAsset(asset: NewFakeAsset): AssetId {
    const ordinal = ++this.#lastOrdinal;
    const id = (asset.id ?? `${asset.fileName}#${ordinal}`) as AssetId;
    if (this.#assets.has(id)) throw new Error(`there is an asset ${id} already`);
    const createdAtMs = asset.createdAtMs ?? FIRST_CREATED_AT_MS + ordinal * 1000;
    const modifiedAtMs = asset.modifiedAtMs ?? createdAtMs;
    this.#assets.set(id, {
      ordinal,
      facts: {
        id,
        kind: asset.kind ?? mediaTypeOf(asset.fileName)?.kind ?? 'unsupported',
        createdAtMs,
        isFavorite: asset.isFavorite ?? false,
        durationMs: asset.durationMs,
        isInCloud: asset.isInCloud ?? false,
      },
      original: { fileName: asset.fileName, content: asset.content ?? `the bytes of ${id}`, modifiedAtMs },
      motion: asset.motion === undefined ? undefined : { ...asset.motion, modifiedAtMs },
      albums: new Set(),
    });
    this.#touchAlbum(FAKE_EVERYTHING);
    for (const album of asset.in ?? []) this.addToAlbum(id, album);
    this.#tellOfChange();
    return id;
  }

  addToAlbum(id: AssetId, album: AlbumId): void {
    this.asset(id).albums.add(this.#album(album).id);
    this.#touchAlbum(album);
    this.#tellOfChange();
  }

  removeFromAlbum(id: AssetId, album: AlbumId): void {
    this.asset(id).albums.delete(album);
    this.#touchAlbum(album);
    this.#tellOfChange();
  }

  removeAsset(id: AssetId): void {
    const asset = this.asset(id);
    this.#assets.delete(id);
    this.#touchAlbumsOf(asset);
    this.#tellOfChange();
  }

  /** Changes the original's bytes (A8); its modified time becomes the given one, or one second later than it was. */
  editAsset(id: AssetId, content: FakeContent, modifiedAtMs?: number): void {
    const asset = this.asset(id);
    asset.original.content = content;
    this.touchAsset(id, modifiedAtMs ?? asset.original.modifiedAtMs + 1000);
  }

  /** Changes the original's modified time and nothing else. */
  touchAsset(id: AssetId, modifiedAtMs: number): void {
    const asset = this.asset(id);
    asset.original.modifiedAtMs = modifiedAtMs;
    this.#touchAlbumsOf(asset);
    this.#tellOfChange();
  }

  /** Leaves the original in the cloud alone, as phones do when room gets short: no album changes, nobody is told. */
  sendToCloud(id: AssetId): void {
    this.asset(id).facts.isInCloud = true;
  }

  /** The content of a part as it is now, to compare with what arrived. */
  contentOf(id: AssetId, part: 'original' | 'motion' = 'original'): FakeContent | undefined {
    return this.asset(id)[part]?.content;
  }

  subscribe(onChange: () => void): () => void {
    const observer = (): void => {
      onChange();
    };
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  #tellOfChange(): void {
    if (!this.tellsOfChanges) return;
    for (const observer of [...this.#observers]) observer();
  }

  protected albums(): readonly FakeAlbum[] {
    return [...this.#albums.values()];
  }

  /** In the order in which the assets came; an asset of an album within is a member too. */
  protected membersOf(albumId: AlbumId): FakeAsset[] {
    if (!this.#albums.has(albumId)) return [];
    const all = [...this.#assets.values()];
    if (albumId === FAKE_EVERYTHING) return all;
    return all.filter((asset) => this.#albumsAround(asset).has(albumId));
  }

  #albumsAround(asset: FakeAsset): ReadonlySet<AlbumId> {
    const around = new Set<AlbumId>([FAKE_EVERYTHING]);
    for (let id of asset.albums as Iterable<AlbumId | undefined>) {
      for (; id !== undefined; id = this.#albums.get(id)?.parentId) around.add(id);
    }
    return around;
  }

  #touchAlbumsOf(asset: FakeAsset): void {
    for (const id of this.#albumsAround(asset)) this.#album(id).revision++;
  }

  #touchAlbum(albumId: AlbumId): void {
    for (let id: AlbumId | undefined = albumId; id !== undefined; id = this.#album(id).parentId) {
      this.#album(id).revision++;
    }
  }

  /** Undefined: it is gone. */
  protected find(id: AssetId): FakeAsset | undefined {
    return this.#assets.get(id);
  }

  protected asset(id: AssetId): FakeAsset {
    const asset = this.#assets.get(id);
    if (asset === undefined) throw new Error(`there is no asset ${id}`);
    return asset;
  }

  #album(id: AlbumId): FakeAlbum {
    const album = this.#albums.get(id);
    if (album === undefined) throw new Error(`there is no album ${id}`);
    return album;
  }

  protected present(id: AssetId): FakeAsset {
    const asset = this.#assets.get(id);
    if (asset === undefined) throw new BackupError('asset-gone', `${id} is no longer in the library`);
    return asset;
  }
}

/** An asset as the library lists it. */
export function deviceAssetOf(asset: FakeAsset): DeviceAsset {
  return {
    ...asset.facts,
    original: partFactsOf(asset.original),
    motion: asset.motion === undefined ? undefined : partFactsOf(asset.motion),
  };
}

const partFactsOf = (file: FakeFile): DeviceAsset['original'] => ({
  fileName: file.fileName,
  sizeBytes: sizeOfContent(file.content),
  modifiedAtMs: file.modifiedAtMs,
});
