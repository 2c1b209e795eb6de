import type {
  AlbumChoice,
  AlbumId,
  AssetChecksums,
  AssetId,
  AssetVersion,
  Checksum,
  ConfirmedChecksum,
  DeviceAlbum,
  DeviceAsset,
  Finding,
  LedgerState,
  Proof,
  Settlement,
  Standing,
  TransferRecord,
  UploadId,
} from '@keepsake/engine';
import { ReversibleMap } from './reversible-map.ts';

/** What a fake ledger keeps of one asset. Values are never changed, only replaced. */
export interface AssetRow {
  readonly asset: DeviceAsset;
  readonly version: AssetVersion;
  /** Each album that it is in, with the last scan that saw it there. Empty: out of the library. */
  readonly seenIn: ReadonlyMap<AlbumId, number>;
  readonly isPlanned: boolean;
  readonly standing: Standing;
  readonly albumNames: readonly string[];
  readonly syncedNames: readonly string[];
  readonly wasAsked: boolean;
  readonly checksums: AssetChecksums | undefined;
  readonly settlement: Settlement;
  readonly isWantedAgain: boolean;
  readonly proof: Proof | undefined;
  readonly finding: Finding | undefined;
}

/** What a fake ledger keeps of one album. */
export interface AlbumRow {
  /** Undefined: the last listing did not show it. */
  readonly listing: DeviceAlbum | undefined;
  readonly choice: AlbumChoice;
  readonly enumeratedMarker: string | undefined;
  /** The last scan that enumerated it completely; 0 at first. */
  readonly enumeratedScanId: number;
  readonly enumeratedAtMs: number | undefined;
  readonly backedUpAtMs: number | undefined;
}

/** What belongs to no asset and no album. */
export interface BookState extends Omit<LedgerState, 'damage'> {
  /** When an album was last enumerated: the moment given to what is found to be gone by a listing of albums. */
  readonly lastEnumeratedAtMs: number;
}

/** Everything that a fake ledger remembers; changes since the last `commit` can be taken back. */
export class LedgerBook {
  readonly assets = new ReversibleMap<AssetId, AssetRow>();
  readonly albums = new ReversibleMap<AlbumId, AlbumRow>();
  readonly confirmed = new ReversibleMap<Checksum, ConfirmedChecksum>();
  readonly transfers = new ReversibleMap<UploadId, TransferRecord>();
  readonly #state = new ReversibleMap<'state', BookState>();

  get state(): BookState {
    return (
      this.#state.get('state') ?? {
        settings: {},
        lastScanId: 0,
        planRevision: 0,
        lastBackupAtMs: undefined,
        lastVerifiedAtMs: undefined,
        lastEnumeratedAtMs: 0,
        lackOfRoom: undefined,
        serverMark: undefined,
        doubtedAtMs: undefined,
      }
    );
  }

  changeState(change: Partial<BookState>): void {
    this.#state.set('state', { ...this.state, ...change });
  }

  commit(): void {
    for (const map of this.#maps()) map.commit();
  }

  rollback(): void {
    for (const map of this.#maps()) map.rollback();
  }

  #maps() {
    return [this.assets, this.albums, this.confirmed, this.transfers, this.#state];
  }
}
