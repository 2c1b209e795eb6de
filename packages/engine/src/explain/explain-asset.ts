import type { Hold } from '../conditions/allowance.ts';
import {
  isDamaged,
  type AssetRecord,
  type BackedUp,
  type Failure,
  type Standing,
} from '../model/asset-record.ts';
import type { AssetChecksums } from '../model/asset.ts';
import type { AlbumId, RemoteAssetId } from '../model/ids.ts';
import type { AlbumsById } from '../plan/plan-asset.ts';
import type { LackOfRoom } from '../ports/ledger.ts';
import { waitOf, type Wait, type WaitContext } from './wait.ts';

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
  /** Its owner deleted it there; one action sends it again (D10). */
  | { readonly kind: 'deleted-on-server'; readonly atMs: number }
  | { readonly kind: 'excluded'; readonly byAlbum: AlbumId; readonly albumName: string | undefined }
  | { readonly kind: 'not-selected' }
  | { readonly kind: 'ignored'; readonly reason: (Standing & { kind: 'ignored' })['reason'] }
  | { readonly kind: 'gone'; readonly atMs: number };

export type WaitingFor =
  | { readonly kind: 'its-turn' }
  /** The server was full when it was last asked to take something; or this device, when something was to be made ready for it. */
  | { readonly kind: 'room'; readonly lack: LackOfRoom }
  /** A network, one that may be used for it, or power (N4). */
  | { readonly kind: Hold }
  /** Its turn, in which it comes down from iCloud first. */
  | { readonly kind: 'icloud-download' }
  | { readonly kind: 'retry'; readonly atMs: number; readonly failure: Failure };

/** What an answer depends on beside the asset's own record. */
export interface ExplainContext extends WaitContext {
  readonly albums: AlbumsById;
}

/** Answers from what the ledger knows and the conditions are. Pure, and total: every record has exactly one answer. */
export function explainAsset(record: AssetRecord, context: ExplainContext): Why {
  const { settlement, standing, asset } = record;
  // Gone from here, and damaged there: nothing calls that safe.
  if (settlement.kind === 'backed-up' && isDamaged(record))
    return { kind: 'gone', atMs: record.finding?.atMs ?? settlement.atMs };
  if (settlement.kind === 'backed-up') return explainBackedUp(settlement, record.checksums);
  if (settlement.kind === 'deleted-on-server') return settlement;
  switch (standing.kind) {
    case 'excluded':
      return {
        kind: 'excluded',
        byAlbum: standing.byAlbum,
        albumName: context.albums.get(standing.byAlbum)?.name,
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
      return { kind: 'waiting', for: explainWait(waitOf(asset, context), context) };
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

function explainWait(wait: Wait, { lackOfRoom }: WaitContext): WaitingFor {
  if (wait !== 'room' && wait !== 'device-room') return { kind: wait };
  return lackOfRoom === undefined ? { kind: 'its-turn' } : { kind: 'room', lack: lackOfRoom };
}

function explainBackedUp(settlement: BackedUp, checksums: AssetChecksums | undefined): Why {
  const { remoteId, atMs } = settlement;
  return settlement.how === 'uploaded'
    ? { kind: 'backed-up', remoteId, atMs, checksums }
    : { kind: 'duplicate', of: remoteId, atMs, checksums };
}
