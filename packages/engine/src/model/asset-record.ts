import type { ErrorCode } from '../errors/backup-error.ts';
import type { AssetChecksums, DeviceAsset } from './asset.ts';
import type { AlbumId, AssetVersion, RemoteAssetId } from './ids.ts';

/** What the choice of albums and the settings make of an asset; the plan's answer, and nothing else's. */
export type Standing =
  | { readonly kind: 'candidate' }
  | { readonly kind: 'excluded'; readonly byAlbum: AlbumId }
  | { readonly kind: 'not-selected' }
  | { readonly kind: 'ignored'; readonly reason: 'unsupported-type' | 'in-cloud' | 'before-cut-off' };

/** What became of an asset's current version. */
export type Settlement =
  | { readonly kind: 'pending' }
  | BackedUp
  | { readonly kind: 'retrying'; readonly failure: Failure; readonly nextAttemptAtMs: number }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** It was backed up, and its owner deleted it on the server: it is not sent again by itself (D10). */
  | { readonly kind: 'deleted-on-server'; readonly atMs: number }
  /** It vanished before its turn came (A11). */
  | { readonly kind: 'gone'; readonly atMs: number };

/** The server confirmed these very bytes. Nothing else may be called backed up. */
export interface BackedUp {
  readonly kind: 'backed-up';
  /** `uploaded`: this device sent it. `duplicate`: the server had it already, from anywhere (D6). */
  readonly how: 'uploaded' | 'duplicate';
  /** Undefined when a server named the upload but not the asset behind it. */
  readonly remoteId: RemoteAssetId | undefined;
  readonly atMs: number;
}

/** The last of some failed attempts (E3). */
export interface Failure {
  readonly code: ErrorCode;
  /** What the server or the device said, for the curious; the words for people come from the code. */
  readonly detail: string;
  readonly attempts: number;
  readonly atMs: number;
}

/** Everything that the ledger knows of one asset. */
export interface AssetRecord {
  readonly asset: DeviceAsset;
  readonly version: AssetVersion;
  /** The albums that it is in, as of their last enumeration. Empty: it is no longer in the library. */
  readonly albumIds: readonly AlbumId[];
  readonly standing: Standing;
  /** Names of the server albums that it belongs in (A9, S1). */
  readonly albumNames: readonly string[];
  /** Checksums of the current version, once it was hashed. */
  readonly checksums: AssetChecksums | undefined;
  readonly settlement: Settlement;
  /** The person wants it sent although the server does not have it any more (D10). */
  readonly isWantedAgain: boolean;
  /** Of a backed-up asset: what the server said of it since. */
  readonly proof: Proof | undefined;
  /** What the server was found to have done to it; undefined: nothing, or it is another version since. */
  readonly finding: Finding | undefined;
}

/** When the server was last found to keep an asset (V1, V2). */
export interface Proof {
  /** When it last said that it keeps these bytes; at first when it took them. Of what is damaged: when it was last asked. */
  readonly verifiedAtMs: number;
  /** When it last read them again, and found them sound; undefined: not since they were sent. */
  readonly rereadAtMs: number | undefined;
}

/** The server was found not to keep any more what it had confirmed (V1, D10). It is known until the asset is another version. */
export interface Finding {
  readonly what: 'damaged' | 'missing';
  readonly atMs: number;
  /** The confirmation that it undid; undefined: of this asset there was none. */
  readonly undone:
    | { readonly how: BackedUp['how']; readonly atMs: number; readonly rereadAtMs: number | undefined }
    | undefined;
  /** When the server confirmed these very bytes again; undefined: it has not. */
  readonly mendedAtMs: number | undefined;
}

/** Whether the server is known to keep other bytes than were sent, and has not confirmed the right ones since. */
export function isDamaged({ finding }: Pick<AssetRecord, 'finding'>): boolean {
  return finding?.what === 'damaged' && finding.mendedAtMs === undefined;
}
