import { mediaTypeOf } from '@keepsake/protocol';
import {
  BackupError,
  throwIfCancelled,
  type AlbumId,
  type AssetId,
  type AssetKind,
  type AssetPage,
  type AssetPageRequest,
  type CancelSignal,
  type DeviceAsset,
  type ErrorCode,
  type ListedAlbum,
  type OpenedAsset,
  type OpenObserver,
  type OpenedPart,
  type PhotoLibrary,
} from '@keepsake/engine';
import { readContent, sizeOfContent, type FakeContent } from './fake-content.ts';

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

interface FakeFile {
  readonly fileName: string;
  content: FakeContent;
  modifiedAtMs: number;
}

interface FakeAsset {
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

interface Faults {
  open?: ErrorCode;
  read?: { readonly code: ErrorCode; readonly atByte: number };
  hook?: (atByte: number) => void | Promise<void>;
}

const CHUNK_BYTES = 64 * 1024;
const FIRST_CREATED_AT_MS = Date.UTC(2025, 0, 1);

/**
 * A photo library in memory, with knobs for everything that happens to real ones.
 *
 * Reading works on the bytes as they are at that moment, so an edit in the middle of a read gives a mixture, as a
 * file system does.
 */
export class FakePhotoLibrary implements PhotoLibrary {
  /** How often something was asked, and what was read. */
  readonly counts = { albumListings: 0, assetPages: 0, opens: 0, bytesRead: 0 };
  /** Makes every listing fail: the disk is gone, the permission was taken away. */
  listingFailure: ErrorCode | undefined;
  /** Albums that can only be looked at in part: what was taken out of them may be there all the same. */
  readonly partialAlbums = new Set<AlbumId>();
  /** False: changes are told to nobody, as some platforms do. */
  tellsOfChanges = true;
  /** Temporary files that lie around: one for each open asset that came from the cloud, and those that a crash left. */
  temporaryCount = 0;

  readonly #observers = new Set<() => void>();
  readonly #assets = new Map<AssetId, FakeAsset>();
  readonly #albums = new Map<AlbumId, FakeAlbum>();
  readonly #faults = new Map<AssetId, Faults>();
  #openCount = 0;
  #openTemporaryCount = 0;
  #lastOrdinal = 0;

  constructor() {
    this.#albums.set(FAKE_EVERYTHING, {
      id: FAKE_EVERYTHING,
      name: 'Recents',
      parentId: undefined,
      revision: 0,
    });
  }

  /** Assets that were opened and not closed yet: 0 after every run, whatever happened in it (U8). */
  get openCount(): number {
    return this.#openCount;
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
    this.#asset(id).albums.add(this.#album(album).id);
    this.#touchAlbum(album);
    this.#tellOfChange();
  }

  removeFromAlbum(id: AssetId, album: AlbumId): void {
    this.#asset(id).albums.delete(album);
    this.#touchAlbum(album);
    this.#tellOfChange();
  }

  removeAsset(id: AssetId): void {
    const asset = this.#asset(id);
    this.#assets.delete(id);
    this.#touchAlbumsOf(asset);
    this.#tellOfChange();
  }

  /** Changes the original's bytes (A8); its modified time becomes the given one, or one second later than it was. */
  editAsset(id: AssetId, content: FakeContent, modifiedAtMs?: number): void {
    const asset = this.#asset(id);
    asset.original.content = content;
    this.touchAsset(id, modifiedAtMs ?? asset.original.modifiedAtMs + 1000);
  }

  /** Changes the original's modified time and nothing else. */
  touchAsset(id: AssetId, modifiedAtMs: number): void {
    const asset = this.#asset(id);
    asset.original.modifiedAtMs = modifiedAtMs;
    this.#touchAlbumsOf(asset);
    this.#tellOfChange();
  }

  /** Leaves the original in the cloud alone, as phones do when room gets short: no album changes, nobody is told. */
  sendToCloud(id: AssetId): void {
    this.#asset(id).facts.isInCloud = true;
  }

  /** The content of a part as it is now, to compare with what arrived. */
  contentOf(id: AssetId, part: 'original' | 'motion' = 'original'): FakeContent | undefined {
    return this.#asset(id)[part]?.content;
  }

  /** Makes opening it fail until `heal`. */
  failOpen(id: AssetId, code: ErrorCode): void {
    this.#faultsOf(id).open = code;
  }

  /** Makes reading it fail at a byte until `heal`. */
  failRead(id: AssetId, code: ErrorCode, atByte = 0): void {
    this.#faultsOf(id).read = { code, atByte };
  }

  /** Calls back before each chunk of it: edit or remove it there, or return a promise to make the read wait. */
  whileReading(id: AssetId, hook: (atByte: number) => void | Promise<void>): void {
    this.#faultsOf(id).hook = hook;
  }

  /** Takes back all faults and hooks of an asset. */
  heal(id: AssetId): void {
    this.#faults.delete(id);
  }

  async listAlbums(signal: CancelSignal): Promise<readonly ListedAlbum[]> {
    throwIfCancelled(signal);
    this.counts.albumListings++;
    this.#throwListingFailure();
    return [...this.#albums.values()].map(({ id, name, parentId, revision }) => ({
      id,
      name,
      kind: id === FAKE_EVERYTHING ? 'everything' : 'ordinary',
      parentId,
      marker: `r${revision}`,
      assetCount: this.#membersOf(id).length,
      isPartial: this.partialAlbums.has(id),
    }));
  }

  async listAssets(request: AssetPageRequest, signal: CancelSignal): Promise<AssetPage> {
    throwIfCancelled(signal);
    this.counts.assetPages++;
    this.#throwListingFailure();
    const after = Number(request.cursor ?? '0');
    const rest = this.#membersOf(request.albumId).filter((asset) => asset.ordinal > after);
    const page = rest.slice(0, request.limit);
    return {
      assets: page.map(deviceAssetOf),
      nextCursor: rest.length > page.length ? String(page.at(-1)?.ordinal) : undefined,
    };
  }

  async open(id: AssetId, observer: OpenObserver | undefined, signal: CancelSignal): Promise<OpenedAsset> {
    throwIfCancelled(signal);
    this.counts.opens++;
    const asset = this.#present(id);
    const fault = this.#faults.get(id)?.open;
    if (fault !== undefined) throw new BackupError(fault, `a test wants ${id} not to open`);
    const isTemporary = observer !== undefined && asset.facts.isInCloud;
    if (isTemporary) await this.#download(asset, observer, signal);

    this.#openCount++;
    let isOpen = true;
    return {
      asset: deviceAssetOf(asset),
      original: this.#openPart(id, asset.original),
      motion: asset.motion === undefined ? undefined : this.#openPart(id, asset.motion),
      relist: async () => {
        const now = this.#assets.get(id);
        return now === undefined ? undefined : deviceAssetOf(now);
      },
      close: async () => {
        if (!isOpen) return;
        isOpen = false;
        this.#openCount--;
        if (!isTemporary) return;
        this.#openTemporaryCount--;
        this.temporaryCount--;
      },
    };
  }

  /** Leaves only what is open now; a test that plays a crash adds to `temporaryCount` first. */
  async sweepTemporary(): Promise<void> {
    this.temporaryCount = this.#openTemporaryCount;
  }

  subscribe(onChange: () => void): () => void {
    const observer = (): void => {
      onChange();
    };
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** Comes down in two pieces; the hook of `whileReading` may hold it up before each. */
  async #download(asset: FakeAsset, observer: OpenObserver, signal: CancelSignal): Promise<void> {
    const sizeBytes =
      sizeOfContent(asset.original.content) +
      (asset.motion === undefined ? 0 : sizeOfContent(asset.motion.content));
    for (const bytes of [Math.ceil(sizeBytes / 2), sizeBytes]) {
      await this.#faults.get(asset.facts.id)?.hook?.(bytes);
      throwIfCancelled(signal);
      observer.onDownloaded(bytes);
    }
    this.temporaryCount++;
    this.#openTemporaryCount++;
  }

  #tellOfChange(): void {
    if (!this.tellsOfChanges) return;
    for (const observer of [...this.#observers]) observer();
  }

  #openPart(id: AssetId, file: FakeFile): OpenedPart {
    return {
      fileName: file.fileName,
      sizeBytes: sizeOfContent(file.content),
      read: (fromByte = 0) => this.#read(id, file, fromByte),
    };
  }

  async *#read(id: AssetId, file: FakeFile, fromByte: number): AsyncGenerator<Uint8Array> {
    for (let at = fromByte; ;) {
      const faults = this.#faults.get(id);
      await faults?.hook?.(at);
      this.#present(id);
      if (faults?.read !== undefined && at >= faults.read.atByte) {
        throw new BackupError(
          faults.read.code,
          `a test wants ${id} not to be read past ${faults.read.atByte}`,
        );
      }
      const wanted =
        faults?.read === undefined ? CHUNK_BYTES : Math.min(CHUNK_BYTES, faults.read.atByte - at);
      const chunk = readContent(file.content, at, wanted);
      if (chunk.length === 0) return;
      at += chunk.length;
      this.counts.bytesRead += chunk.length;
      yield chunk;
    }
  }

  /** In the order in which the assets came; an asset of an album within is a member too. */
  #membersOf(albumId: AlbumId): FakeAsset[] {
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

  #asset(id: AssetId): FakeAsset {
    const asset = this.#assets.get(id);
    if (asset === undefined) throw new Error(`there is no asset ${id}`);
    return asset;
  }

  #album(id: AlbumId): FakeAlbum {
    const album = this.#albums.get(id);
    if (album === undefined) throw new Error(`there is no album ${id}`);
    return album;
  }

  #present(id: AssetId): FakeAsset {
    const asset = this.#assets.get(id);
    if (asset === undefined) throw new BackupError('asset-gone', `${id} is no longer in the library`);
    return asset;
  }

  #faultsOf(id: AssetId): Faults {
    const faults = this.#faults.get(id) ?? {};
    this.#faults.set(id, faults);
    return faults;
  }

  #throwListingFailure(): void {
    if (this.listingFailure !== undefined) {
      throw new BackupError(this.listingFailure, 'a test wants the library not to be listed');
    }
  }
}

function deviceAssetOf(asset: FakeAsset): DeviceAsset {
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
