import type { CancelSignal } from '../cancel.ts';
import type { Checksum, RemoteAssetId } from '../model/ids.ts';

/** What a person's server keeps, for taking it home again (V3). Errors are those of `Remote`. */
export interface RemoteOriginals {
  /**
   * One page of all that the person keeps and did not throw away: each asset once, a motion part with its still. A still
   * with which several came is there with each of them: as many Live Photos of one still. What arrives or goes meanwhile
   * may be in it or not.
   */
  list(cursor: string | undefined, signal: CancelSignal): Promise<RemoteOriginalPage>;

  /** An original's bytes from `fromByte` to the end, exactly as they were sent. More errors: `asset-gone`, `DamagedOriginal`. */
  read(id: RemoteAssetId, fromByte: number, signal: CancelSignal): AsyncIterable<Uint8Array>;
}

export interface RemoteOriginalPage {
  readonly originals: readonly RemoteOriginal[];
  /** Files that the server names and does not let be read, those of a locked folder. Each on one page of the listing. */
  readonly withheld: readonly Pick<RemoteOriginal, 'id' | 'albumNames'>[];
  /** Undefined on the last page. */
  readonly nextCursor: string | undefined;
}

export interface RemoteFile {
  readonly id: RemoteAssetId;
  /** As the device named it: any Unicode, of which nothing may be believed. */
  readonly fileName: string;
  readonly checksum: Checksum;
  /** How many bytes it has; undefined: the server does not tell. */
  readonly sizeBytes: number | undefined;
  /** NaN: the server tells no date that is one. */
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
}

export interface RemoteOriginal extends RemoteFile {
  readonly motion: RemoteFile | undefined;
  /** The server's albums that it is in, by name. */
  readonly albumNames: readonly string[];
}
