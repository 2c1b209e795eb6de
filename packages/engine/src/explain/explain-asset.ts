import type { AssetRecord, BackedUp, Failure, Standing } from '../model/asset-record.ts';
import type { AssetChecksums } from '../model/asset.ts';
import type { AlbumId, RemoteAssetId } from '../model/ids.ts';
import type { AlbumsById } from '../plan/plan-asset.ts';
import type { LackOfRoom, LedgerState } from '../ports/ledger.ts';

/** The one answer to *why* an asset is, or is not, backed up (A13). */
export type Why =
  | {
      readonly kind: 'backed-up';
      readonly remoteId: RemoteAssetId | undefined;
      readonly atMs: number;
      readonly checksums: AssetChecksums | undefined;
    }
  | {
      readonly kind: 'duplicate';
      /** The asset on the server that has the same bytes. */
      readonly of: RemoteAssetId | undefined;
      readonly atMs: number;
      readonly checksums: AssetChecksums | undefined;
    }
  | { readonly kind: 'waiting'; readonly for: WaitingFor }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'excluded'; readonly byAlbum: AlbumId; readonly albumName: string | undefined }
  | { readonly kind: 'not-selected' }
  | { readonly kind: 'ignored'; readonly reason: (Standing & { kind: 'ignored' })['reason'] }
  | { readonly kind: 'gone'; readonly atMs: number };

export type WaitingFor =
  | { readonly kind: 'its-turn' }
  /** The server was full when it was last asked to take something. */
  | { readonly kind: 'room'; readonly lack: LackOfRoom }
  | { readonly kind: 'retry'; readonly atMs: number; readonly failure: Failure };

/** Answers from what the ledger knows. Pure, and total: every record has exactly one answer. */
export function explainAsset(
  record: AssetRecord,
  albums: AlbumsById,
  { lackOfRoom }: Pick<LedgerState, 'lackOfRoom'>,
): Why {
  const { settlement, standing } = record;
  if (settlement.kind === 'backed-up') return explainBackedUp(settlement, record.checksums);
  switch (standing.kind) {
    case 'excluded':
      return {
        kind: 'excluded',
        byAlbum: standing.byAlbum,
        albumName: albums.get(standing.byAlbum)?.name,
      };
    case 'not-selected':
      return { kind: 'not-selected' };
    case 'ignored':
      return { kind: 'ignored', reason: standing.reason };
    case 'candidate':
      break;
  }
  switch (settlement.kind) {
    case 'pending':
      return {
        kind: 'waiting',
        for: lackOfRoom === undefined ? { kind: 'its-turn' } : { kind: 'room', lack: lackOfRoom },
      };
    case 'retrying':
      return {
        kind: 'waiting',
        for: { kind: 'retry', atMs: settlement.nextAttemptAtMs, failure: settlement.failure },
      };
    case 'failed':
      return { kind: 'failed', failure: settlement.failure };
    case 'gone':
      return { kind: 'gone', atMs: settlement.atMs };
  }
}

function explainBackedUp(settlement: BackedUp, checksums: AssetChecksums | undefined): Why {
  const { remoteId, atMs } = settlement;
  return settlement.how === 'uploaded'
    ? { kind: 'backed-up', remoteId, atMs, checksums }
    : { kind: 'duplicate', of: remoteId, atMs, checksums };
}
