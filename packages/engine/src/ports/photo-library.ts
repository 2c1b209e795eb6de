import type { CancelSignal } from '../cancel.ts';
import type { ListedAlbum } from '../model/album.ts';
import type { DeviceAsset } from '../model/asset.ts';
import type { AlbumId, AssetId } from '../model/ids.ts';
import type { NativeBytes } from './native-bytes.ts';

/**
 * The photos and videos of a device. Reading only: nothing here ever changes an original.
 *
 * Every method may be repeated. Errors: `library-unavailable` (the folder or disk is missing),
 * `library-permission-lost`.
 */
export interface PhotoLibrary {
  /** All albums, parents before children, the album of everything among them. Opens no file. */
  listAlbums(signal: CancelSignal): Promise<readonly ListedAlbum[]>;

  /**
   * One page of an album's assets, in an order that stays the same from page to page; what is in an album is in its
   * parents too. Opens no file. An album that vanished meanwhile yields an empty last page.
   */
  listAssets(request: AssetPageRequest, signal: CancelSignal): Promise<AssetPage>;

  /**
   * Makes an asset's bytes readable, downloading or exporting them where the platform must. The caller closes what it
   * got, whatever happens.
   *
   * `observer` undefined: nothing may be downloaded. An original that turns out to be in the cloud alone is opened all the
   * same, says so in `asset.isInCloud`, and its parts are not to be read.
   *
   * Errors: `asset-gone`, `file-unreadable`, `read-failed`, `download-failed`.
   */
  open(id: AssetId, observer: OpenObserver | undefined, signal: CancelSignal): Promise<OpenedAsset>;

  /**
   * Removes temporary files that an earlier process left behind (U8); those of assets that are open now stay. To be
   * called by whoever holds the run lock. Never fails.
   */
  sweepTemporary(): Promise<void>;

  /**
   * Calls back after each change that the platform tells of, until the returned function is called (B3). One that is
   * told twice, or late, or not at all, costs a scan or waits for the next.
   */
  subscribe(onChange: () => void): () => void;
}

export interface OpenObserver {
  /** An original that is not on the device comes down (I3): bytes so far, of all parts. May be called very often. */
  onDownloaded(bytesDownloaded: number): void;
}

export interface AssetPageRequest {
  readonly albumId: AlbumId;
  /** `nextCursor` of the page before; undefined for the first page. */
  readonly cursor: string | undefined;
  readonly limit: number;
}

export interface AssetPage {
  readonly assets: readonly DeviceAsset[];
  /** Undefined on the last page. */
  readonly nextCursor: string | undefined;
}

export interface OpenedAsset {
  /** The asset as it is now, which may be another version than the one that was listed. */
  readonly asset: DeviceAsset;
  readonly original: OpenedPart;
  readonly motion: OpenedPart | undefined;
  /** Lists the asset anew, to see whether it changed while it was read (D7). Undefined: it is gone. */
  relist(): Promise<DeviceAsset | undefined>;
  /**
   * Releases handles and temporary files (U8). Of an asset whose turn was cut off on its way (`comesBack`, default false), what is costly to make
   * again may stay until it is opened anew, or until `sweepTemporary`. May be repeated; never fails.
   */
  close(turn?: { readonly comesBack: boolean }): Promise<void>;
}

export interface OpenedPart {
  readonly fileName: string;
  readonly sizeBytes: number;
  /**
   * The bytes from `fromByte` (default 0) to the end, in chunks of the adapter's choice. May be called again; each
   * iteration reads anew. Errors: `asset-gone`, `file-unreadable`, `read-failed`.
   */
  read(fromByte?: number): AsyncIterable<Uint8Array>;
  /** The same bytes, where the platform can read them by itself. */
  readonly native?: NativeBytes | undefined;
}
