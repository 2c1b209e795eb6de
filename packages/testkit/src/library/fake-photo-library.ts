import {
  BackupError,
  throwIfCancelled,
  type AssetId,
  type AssetPage,
  type AssetPageRequest,
  type CancelSignal,
  type ErrorCode,
  type ListedAlbum,
  type OpenedAsset,
  type OpenObserver,
  type OpenedPart,
  type AlbumId,
  type PhotoLibrary,
} from '@keepsake/engine';
import { readContent, sizeOfContent } from './fake-content.ts';
import {
  deviceAssetOf,
  FAKE_EVERYTHING,
  FakeLibraryContents,
  type FakeAsset,
  type FakeFile,
} from './fake-library-contents.ts';

interface Faults {
  open?: ErrorCode;
  read?: { readonly code: ErrorCode; readonly atByte: number };
  hook?: (atByte: number) => void | Promise<void>;
}

const CHUNK_BYTES = 64 * 1024;

/**
 * A photo library in memory, with knobs for everything that happens to real ones.
 *
 * Reading works on the bytes as they are at that moment, so an edit in the middle of a read gives a mixture, as a
 * file system does.
 */
export class FakePhotoLibrary extends FakeLibraryContents implements PhotoLibrary {
  /** How often something was asked, and what was read. */
  readonly counts = { albumListings: 0, assetPages: 0, opens: 0, bytesRead: 0 };
  /** Makes every listing fail: the disk is gone, the permission was taken away. */
  listingFailure: ErrorCode | undefined;
  /** Albums that can only be looked at in part: what was taken out of them may be there all the same. */
  readonly partialAlbums = new Set<AlbumId>();
  /** Temporary files that lie around: one for each open asset that came from the cloud, and those that a crash left. */
  temporaryCount = 0;

  readonly #faults = new Map<AssetId, Faults>();
  #openCount = 0;
  #openTemporaryCount = 0;

  /** Assets that were opened and not closed yet: 0 after every run, whatever happened in it (U8). */
  get openCount(): number {
    return this.#openCount;
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
    return this.albums().map(({ id, name, parentId, revision }) => ({
      id,
      name,
      kind: id === FAKE_EVERYTHING ? 'everything' : 'ordinary',
      parentId,
      marker: `r${revision}`,
      assetCount: this.membersOf(id).length,
      isPartial: this.partialAlbums.has(id),
    }));
  }

  async listAssets(request: AssetPageRequest, signal: CancelSignal): Promise<AssetPage> {
    throwIfCancelled(signal);
    this.counts.assetPages++;
    this.#throwListingFailure();
    const after = Number(request.cursor ?? '0');
    const rest = this.membersOf(request.albumId).filter((asset) => asset.ordinal > after);
    const page = rest.slice(0, request.limit);
    return {
      assets: page.map(deviceAssetOf),
      nextCursor: rest.length > page.length ? String(page.at(-1)?.ordinal) : undefined,
    };
  }

  async open(id: AssetId, observer: OpenObserver | undefined, signal: CancelSignal): Promise<OpenedAsset> {
    throwIfCancelled(signal);
    this.counts.opens++;
    const asset = this.present(id);
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
        const now = this.find(id);
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
      this.present(id);
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
