import type { AlbumChoice, AlbumRecord, DeviceAlbum } from '../model/album.ts';
import type { AssetRecord, BackedUp, Failure, Settlement, Standing } from '../model/asset-record.ts';
import type { AssetChecksums, AssetKind, DeviceAsset } from '../model/asset.ts';
import type {
  AlbumId,
  AssetId,
  AssetVersion,
  Checksum,
  RemoteAssetId,
  ServerMark,
  UploadId,
} from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { TransferRecord } from '../model/transfer-record.ts';

/**
 * The durable record, on the device, of what was observed of each asset and of what the server confirmed.
 *
 * It holds facts, not work: after a crash everything that is to be done follows from it again. It is disposable:
 * deleted, it is rebuilt from the library and the server (V4). Error of all methods: `ledger-unavailable`.
 */
export interface Ledger {
  /** Writes facts in their order, all or none. Recording the same facts again changes nothing. */
  record(facts: readonly LedgerFact[]): Promise<void>;

  /** The albums that the last listing showed, in no particular order. */
  readAlbums(): Promise<readonly AlbumRecord[]>;

  /** Assets that a question is about; see `AssetQuery` for each question's order. */
  readAssets(query: AssetQuery): Promise<readonly AssetRecord[]>;

  /** How many assets there are of each sort. All groups are of one moment. */
  readTotals(): Promise<LedgerTotals>;

  /** Which of these bytes the server confirmed before, for any asset of this device (D3). */
  readConfirmedChecksums(checksums: readonly Checksum[]): Promise<ReadonlyMap<Checksum, ConfirmedChecksum>>;

  /** Resumable uploads that were begun and not ended, in no particular order: a few, whatever the library's size. */
  readTransfers(): Promise<readonly TransferRecord[]>;

  /** Settings and times that belong to no asset. */
  readState(): Promise<LedgerState>;
}

/** Something that was observed, decided by the person, or confirmed by the server. */
export type LedgerFact =
  /** The complete list of albums; those not in it are forgotten with their memberships, but for the person's choice. */
  | { readonly kind: 'albums-listed'; readonly albums: readonly DeviceAlbum[] }
  /**
   * The person's choice. Each member is unplanned from now on; `backedUpAtMs` is forgotten (A7). That of an album that is
   * not listed yet is kept for when it is.
   */
  | { readonly kind: 'album-chosen'; readonly albumId: AlbumId; readonly choice: AlbumChoice }
  /**
   * A page of an album's assets. A new member, or anything about an asset that is not as it was, makes it unplanned. A new
   * version makes it pending and forgets its checksums, its failure, its proof, its finding and that it was wanted again; an equal version
   * leaves its settlement alone, but for a `gone` one, and one that is damaged on the server: they are pending again.
   */
  | {
      readonly kind: 'assets-seen';
      readonly albumId: AlbumId;
      readonly scanId: number;
      readonly assets: readonly SeenAsset[];
    }
  /**
   * The album's enumeration is complete: members that were not seen in this scan are members no longer (and unplanned).
   * An asset that is left in no album is out of the library: a pending, retrying or failed candidate becomes gone, a backed-up one stays
   * known but is not counted, one that is damaged on the server is backed up by name again, as if it had been found so only now, any
   * other is forgotten. `enumeratedAtMs` becomes `atMs`.
   */
  | {
      readonly kind: 'album-enumerated';
      readonly albumId: AlbumId;
      readonly scanId: number;
      readonly marker: string;
      readonly atMs: number;
    }
  /**
   * Every candidate in the album is settled (B5). With a `planRevision` that is not the current one it is ignored, here and
   * in the next fact: something that the plan follows from was changed since it was read.
   */
  | {
      readonly kind: 'album-backed-up';
      readonly albumId: AlbumId;
      readonly atMs: number;
      readonly planRevision?: number;
    }
  /** What the plan makes of an asset; it is planned from now on. */
  | {
      readonly kind: 'planned';
      readonly id: AssetId;
      readonly standing: Standing;
      readonly albumNames: readonly string[];
      readonly planRevision?: number;
    }
  /** The server was asked for this version by its device asset id. Another version: ignored. */
  | { readonly kind: 'asked'; readonly id: AssetId; readonly version: AssetVersion }
  /** Another version than the current one: ignored, here and in the facts below. */
  | {
      readonly kind: 'hashed';
      readonly id: AssetId;
      readonly version: AssetVersion;
      readonly checksums: AssetChecksums;
    }
  | { readonly kind: 'hash-discarded'; readonly id: AssetId }
  /**
   * The server confirmed the asset; it is verified at that moment, read again never, and wanted again no longer. What was
   * found of it is mended at that moment, unless it was before. Its checksums are confirmed from now on, too.
   */
  | {
      readonly kind: 'backed-up';
      readonly id: AssetId;
      readonly version: AssetVersion;
      readonly checksums: AssetChecksums | undefined;
      readonly settlement: BackedUp;
    }
  /**
   * The server was asked again, and keeps the bytes of a backed-up asset: its proof is of this moment, and what was found of
   * it is mended. An undefined `rereadAtMs` leaves the one that is known. Anything but a backed-up asset: ignored.
   */
  | {
      readonly kind: 'verified';
      readonly id: AssetId;
      readonly version: AssetVersion;
      readonly atMs: number;
      readonly rereadAtMs: number | undefined;
    }
  /**
   * The server does not have it any more, or only in its trash (D10). In the library it is deleted on the server from
   * now on, whatever its settlement was, but for a gone one, and wanted again no longer; elsewhere it is forgotten. It is
   * found missing, which undid its confirmation, or else that which a finding that is not mended undid. Its
   * checksums stay confirmed: bytes that were there once are not sent by themselves.
   */
  | {
      readonly kind: 'deleted-on-server';
      readonly id: AssetId;
      readonly version: AssetVersion;
      readonly atMs: number;
    }
  /** The person wants what was deleted on the server sent again: it is pending, and wanted again. Others among the ids: ignored. */
  | { readonly kind: 'upload-again-wanted'; readonly ids: readonly AssetId[] | 'all-deleted' }
  /**
   * The server keeps a backed-up asset's bytes no longer as they were sent, or has lost them, and they are confirmed no longer.
   * It is found damaged. In the library it is pending, and wanted again; elsewhere nothing can send it: it stays backed up by name, so that it is
   * compared again in its turn from this moment on, read again never, and is pending once it is seen again. Anything but a backed-up asset: ignored.
   */
  | {
      readonly kind: 'found-damaged';
      readonly id: AssetId;
      readonly version: AssetVersion;
      readonly atMs: number;
    }
  /** A resumable upload was begun, or the server told how far it is. Of a version that is not current: remembered all the same. */
  | { readonly kind: 'transfer-noted'; readonly transfer: TransferRecord }
  /** It came to its end, whichever. */
  | { readonly kind: 'transfer-ended'; readonly upload: UploadId }
  /** An attempt failed. With `nextAttemptAtMs` it is retried then, without it the asset has failed. */
  | {
      readonly kind: 'attempt-failed';
      readonly id: AssetId;
      readonly version: AssetVersion;
      readonly failure: Failure;
      readonly nextAttemptAtMs: number | undefined;
    }
  /** It was not there at its turn. Its albums are enumerated again by the next scan, in case it comes back as it was. */
  | { readonly kind: 'vanished'; readonly id: AssetId; readonly atMs: number }
  /** The person wants failed assets tried afresh: they are pending again, with no attempts behind them (E4). */
  | { readonly kind: 'retry-wanted'; readonly ids: readonly AssetId[] | 'all-failed' }
  /** The asset is in the server albums of these names. */
  | { readonly kind: 'albums-synced'; readonly id: AssetId; readonly albumNames: readonly string[] }
  /** With `isPlanAffected` every asset of the library is unplanned from now on. */
  | {
      readonly kind: 'settings-changed';
      readonly settings: Partial<Settings>;
      readonly isPlanAffected: boolean;
    }
  /** The server had no room for what was sent, or this device none to send it; undefined: none is known to be lacking. */
  | { readonly kind: 'room-noted'; readonly lack: LackOfRoom | undefined }
  /** What the server told of how far it has come. */
  | { readonly kind: 'mark-noted'; readonly mark: ServerMark }
  /** The server has lost something: what it proved before this moment it has to prove again. Undefined: it has. */
  | { readonly kind: 'server-doubted'; readonly atMs: number | undefined }
  /** Every entry was compared with the server (V1). */
  | { readonly kind: 'verification-completed'; readonly atMs: number }
  /**
   * A run came to its end with everything settled or failed. What was gone, and in no album, when the last one
   * did is forgotten: that run has told of it. By a clock that was set back nothing is.
   */
  | { readonly kind: 'run-completed'; readonly atMs: number };

export interface SeenAsset {
  readonly asset: DeviceAsset;
  readonly version: AssetVersion;
}

export type AssetQuery =
  /** In any order; unknown ids are absent. */
  | { readonly kind: 'by-id'; readonly ids: readonly AssetId[] }
  /** Assets in the library whose standing must be planned (again). */
  | { readonly kind: 'unplanned'; readonly limit: number }
  /** Pending candidates in the library without checksums that the server was not asked for by name; in the order of their ids, after `afterId`. */
  | { readonly kind: 'unasked'; readonly afterId: AssetId | undefined; readonly limit: number }
  /**
   * Candidates of one kind in the library that are pending, or retrying with the next attempt not later than `nowMs`;
   * newest first. Photos and videos are asked for apart, so that neither has to be read past to find the other (U5).
   */
  | {
      readonly kind: 'ready';
      readonly nowMs: number;
      readonly assetKind: AssetKind;
      readonly after: AssetCursor | undefined;
      readonly limit: number;
    }
  /** Backed-up candidates with a remote id whose album names are not all synced. In the order of their ids, after `afterId`. */
  | { readonly kind: 'unsynced'; readonly afterId: AssetId | undefined; readonly limit: number }
  /** All that is backed up, also what is out of the library. In the order of their ids, after `afterId`. */
  | { readonly kind: 'backed-up'; readonly afterId: AssetId | undefined; readonly limit: number }
  /**
   * Backed-up assets, in the library or not, that were last verified before a moment, the longest unverified first; then those
   * that were verified after `nowMs`, by a clock that was ahead.
   */
  | {
      readonly kind: 'unverified';
      readonly beforeMs: number;
      readonly nowMs: number;
      readonly limit: number;
    }
  /**
   * Backed-up assets, in the library or not, that were confirmed not later than `nowMs`, the latest first: by `atMs` descending,
   * then by id. What a clock that was ahead stamped is left out.
   */
  | {
      readonly kind: 'latest';
      readonly nowMs: number;
      readonly after: { readonly atMs: number; readonly id: AssetId } | undefined;
      readonly limit: number;
    }
  /** Assets of the library, gone ones included, of one standing and settlement; newest first. Undefined: any. */
  | {
      readonly kind: 'listed';
      readonly standing: Standing['kind'] | undefined;
      readonly settlement: Settlement['kind'] | undefined;
      /** Only what is in this album; of an unknown one nothing. */
      readonly albumId?: AlbumId | undefined;
      /** Only what is of these kinds. */
      readonly assetKinds?: readonly AssetKind[] | undefined;
      /** Only what is backed up, and came to be so in this way (D6). */
      readonly how?: BackedUp['how'] | undefined;
      /** Only what was found damaged on the server, and not confirmed again since (V1). */
      readonly isDamaged?: boolean | undefined;
      readonly after: AssetCursor | undefined;
      readonly limit: number;
    };

/** A place in the order newest first: `createdAtMs` descending, then id ascending. */
export interface AssetCursor {
  readonly createdAtMs: number;
  readonly id: AssetId;
}

export interface LedgerTotals {
  /** Assets in the library, and candidates that are gone; never the same asset twice. */
  readonly groups: readonly TotalGroup[];
  /** The earliest next attempt of a retrying candidate in the library. */
  readonly nextAttemptAtMs: number | undefined;
  readonly unplannedCount: number;
}

export interface TotalGroup {
  readonly standing: Standing['kind'];
  readonly ignoredReason: (Standing & { kind: 'ignored' })['reason'] | undefined;
  readonly settlement: Settlement['kind'];
  readonly how: BackedUp['how'] | undefined;
  readonly assetKind: AssetKind;
  readonly isInCloud: boolean;
  readonly count: number;
  readonly sizeBytes: number;
}

export interface ConfirmedChecksum {
  readonly remoteId: RemoteAssetId | undefined;
}

export interface LedgerState {
  readonly settings: Partial<Settings>;
  /** The highest scan id that was ever recorded; 0 at first. */
  readonly lastScanId: number;
  /** Grows with each change of what the plan follows from: a choice of an album, settings with `isPlanAffected`. */
  readonly planRevision: number;
  readonly lastBackupAtMs: number | undefined;
  readonly lastVerifiedAtMs: number | undefined;
  /** What of that, and of what runs compare, is not as it was sent (V1). */
  readonly damage: DamageState;
  /** What stopped the last run, where that was a full server or device; undefined: there is room, as far as is known. */
  readonly lackOfRoom: LackOfRoom | undefined;
  /** What the server told last of how far it has come; undefined: nothing. */
  readonly serverMark: ServerMark | undefined;
  /** What was proven before this moment has to be proven again; undefined: nothing has. */
  readonly doubtedAtMs: number | undefined;
}

/** What was found damaged on the server, and what became of it. */
export interface DamageState {
  /** The server has not confirmed the right bytes of so many since; of the library, gone ones included. */
  readonly openCount: number;
  /** Of these, the candidates that are pending or retrying: they are sent again by themselves. */
  readonly waitingCount: number;
  /** So many are damaged there and out of the library: nothing can send them from here. */
  readonly lostCount: number;
  /** When the latest of the open ones was found. */
  readonly foundAtMs: number | undefined;
  /** So many were confirmed again since the last verification came to its end, if there was one. */
  readonly mendedCount: number;
  /** When the latest of these was. */
  readonly mendedAtMs: number | undefined;
}

/**
 * The server takes nothing more: the person's quota is used up, or its disk is full. Or this device has no room to make ready what is left to
 * be sent.
 */
export interface LackOfRoom {
  readonly code: 'quota-exceeded' | 'server-disk-full' | 'device-full';
  /** When it was noticed. */
  readonly atMs: number;
  /** Of a full device: what is at least as large did not fit; undefined: nobody knows how large that was. */
  readonly sizeBytes?: number | undefined;
}
