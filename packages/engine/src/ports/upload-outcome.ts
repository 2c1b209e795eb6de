import type { Checksum, RemoteAssetId } from '../model/ids.ts';

/** Hears how an upload goes on. */
export interface UploadObserver {
  /** Bytes of all parts handed to the network so far. May be called very often. */
  onBytesSent(bytesSent: number): void;
}

/**
 * Whether the person lets these bytes go over a network on which bytes are counted: mobile data, roaming, low-data mode (N2). To be asked whenever
 * sending begins, since they may change their mind; for a platform that sends on without the engine. What the engine sends itself it stops in time.
 */
export type IsMeteredAllowed = () => boolean;

/** What became of an upload. */
export interface UploadOutcome {
  /** `created`: 201, new to the server. `duplicate`: 200, it was there (D6). */
  readonly kind: 'created' | 'duplicate';
  readonly remoteId: RemoteAssetId;
  /** What the server says it keeps; undefined where it does not tell (U9). */
  readonly checksum: Checksum | undefined;
}
